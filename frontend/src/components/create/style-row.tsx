/** A style to begin with: its picture is a small song of its band. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Style } from "../../core/wire";
import { rove, stop } from "../../core/roving";
import { emblem } from "../../model/emblem";
import { grouped } from "../../model/style-groups";
import { prompt, wish, wishes } from "../../stores/create";
import { focusPrompt } from "../../stores/create-focus";
import { styles } from "../../stores/styles";
import { Strata } from "../strata";

export function StyleRow(): JSX.Element | null {
  const words = useSignal("");
  if (!styles.value.length) return null;
  const groups = grouped(styles.value, words.value);
  return (
    <section class="styles" aria-labelledby="h-styles">
      <header>
        <h2 id="h-styles">Or begin with a style</h2>
        <input
          type="search"
          aria-label="Search styles"
          placeholder="Search styles"
          value={words.value}
          onInput={(event) => (words.value = event.currentTarget.value)}
        />
      </header>
      {groups.map(({ title, members }) => (
        <div key={title} class="stylegroup">
          <h3>{title}</h3>
          <ul aria-label={title} onKeyDown={rove}>
            {members.map((style, i) => (
              <li key={style.name}>
                <StyleButton style={style} tab={stop(i)} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {!groups.length && <p role="status">No style is called that. Your own words may still be understood.</p>}
    </section>
  );
}

function StyleButton({ style, tab }: { style: Style; tab: 0 | -1 }): JSX.Element {
  const peaks = useMemo(() => emblem(style.name, style.families), [style]);
  return (
    <button type="button" tabIndex={tab} aria-pressed={wishes.value.style === style.name} onClick={() => begin(style)}>
      <Strata peaks={peaks} />
      {style.label}
    </button>
  );
}

/** Start a sentence with the style where there is none yet; else let the style of the sentence be this one. */
function begin(style: Style): void {
  if (prompt.peek().trim()) {
    wish({ style: wishes.peek().style === style.name ? undefined : style.name });
    return;
  }
  prompt.value = `${style.label}, `;
  focusPrompt.value = { start: prompt.peek().length, end: prompt.peek().length };
}
