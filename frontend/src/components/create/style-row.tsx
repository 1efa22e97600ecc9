/** A style to begin with: its picture is a small song of its band. */
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Style } from "../../core/wire";
import { emblem } from "../../model/emblem";
import { prompt, wish, wishes } from "../../stores/create";
import { focusPrompt } from "../../stores/create-focus";
import { styles } from "../../stores/styles";
import { Strata } from "../strata";

export function StyleRow(): JSX.Element | null {
  if (!styles.value.length) return null;
  return (
    <div class="styles">
      <h2>Or begin with a style</h2>
      <ul>
        {styles.value.map((style) => (
          <li key={style.name}>
            <StyleButton style={style} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function StyleButton({ style }: { style: Style }): JSX.Element {
  const peaks = useMemo(() => emblem(style.name, style.families), [style]);
  return (
    <button type="button" aria-pressed={wishes.value.style === style.name} onClick={() => begin(style)}>
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
