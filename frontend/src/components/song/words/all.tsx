/** All words of a song under their sections, lit as they are sung; the time before a line goes there. */
import { type ReadonlySignal, type Signal, useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../../core/hooks";
import type { SongDetail } from "../../../core/wire";
import type { SungLine } from "../../../core/wire-words";
import { clock } from "../../../model/time";
import { type Moment, verses, type WordPlace } from "../../../model/words";
import { sungAnew } from "../../../stores/edits";
import { isPlaying } from "../../../stores/playing";
import { LineField } from "./line-field";
import { SungWords } from "./sung-words";

interface Props {
  song: SongDetail;
  lines: readonly SungLine[];
  moment: ReadonlySignal<Moment>;
  edited: Signal<WordPlace | null>;
  change: ((place: WordPlace) => void) | null;
  goTo: (at_s: number) => void;
}

export function AllWords(props: Props): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const { lines, moment } = props;
  const at = useComputed(() => moment.value.line);
  useScope((scope) => scope.effect(() => {
    const line = at.value;
    if (isPlaying.value) follow(box.current, line);
  }), [lines]);
  return (
    <div ref={box} class="allwords">
      {verses(lines).map(({ section, first, lines: sung }) => (
        <section key={first} aria-label={section || "Words"}>
          {section && <h2>{section}</h2>}
          {sung.map((line, i) => (
            <OneLine key={first + i} {...props} line={line} index={first + i} isHere={at.value === first + i} />
          ))}
        </section>
      ))}
    </div>
  );
}

function OneLine({ song, lines, line, index, isHere, moment, edited, change, goTo }: Props & { line: SungLine; index: number; isHere: boolean }): JSX.Element {
  const place = edited.value?.line === index ? edited.value : null;
  return (
    <div class={isHere ? "sungline here" : "sungline"}>
      <button type="button" class="num" aria-label={`Play from line ${index + 1}, ${clock(line.start_s)}`} onClick={() => goTo(line.start_s)}>
        {clock(line.start_s)}
      </button>
      {place ? (
        <LineField song={song} lines={lines} place={place} close={() => (edited.value = null)} />
      ) : (
        <p class={sungAnew(song.id, lines).includes(index) ? "anew" : undefined}>
          <SungWords line={line} index={index} moment={moment} change={change} />
        </p>
      )}
    </div>
  );
}

/** Keep the line that is sung in the middle of its box; the page itself stays where it is. */
function follow(box: HTMLElement | null, line: number): void {
  const row = box?.querySelectorAll<HTMLElement>(".sungline")[line];
  if (!box || !row || box.contains(document.activeElement)) return;
  box.scrollTop = row.offsetTop - (box.clientHeight - row.clientHeight) / 2;
}
