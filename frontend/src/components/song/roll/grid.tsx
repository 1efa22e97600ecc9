/** The notes on their grid: time to the right, pitch upwards. */
import { useComputed } from "@preact/signals";
import type { CSSProperties, JSX, TargetedKeyboardEvent, TargetedMouseEvent } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../../core/hooks";
import { beatsPerBar, isBlackKey, LEAST_BEATS, pitchName, rows as rowsOf } from "../../../model/roll";
import { current, position_s } from "../../../stores/playing";
import { add, beatPx, grid, notes, removeSelected, roll, select, selected, shownSection, step, stretch } from "../../../stores/roll";
import { ROW_PX, RollNoteButton } from "./note";

export function RollGrid(): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const open = roll.value;
  const rows = useComputed(() => rowsOf(notes.value));
  const { from_beat, to_beat } = stretch.value;
  const bar = beatsPerBar(open?.song.meter ?? "4/4");
  const first = shownSection.value?.start_bar ?? 0;
  useScope((scope) => scope.effect(() => box.current?.style.setProperty("--at", String(placeNow() ?? -1))), []);
  const addHere = (event: TargetedMouseEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const pitch = rows.value[Math.floor((event.clientY - top) / ROW_PX)];
    if (pitch !== undefined) add(from_beat + (event.clientX - left) / beatPx.peek(), pitch);
  };
  const style = {
    "--beats": to_beat - from_beat,
    "--beat-px": `${beatPx.value}px`,
    "--rows": rows.value.length,
    "--bar": bar,
    "--grid": grid.value,
  };
  return (
    <div class="rollbox">
      <ol class="pitches" aria-hidden="true">
        {rows.value.map((pitch) => (
          <li key={pitch} class={isBlackKey(pitch) ? "black" : undefined}>
            {pitch % 12 === 0 && pitchName(pitch)}
          </li>
        ))}
      </ol>
      <div class="rollscroll">
        <div
          ref={box}
          class="rollgrid"
          role="group"
          aria-label="Notes"
          aria-describedby="roll-help"
          tabIndex={notes.value.length ? -1 : 0}
          style={style as CSSProperties}
          onClick={addHere}
          onKeyDown={onKeyDown}
        >
          {Array.from({ length: shownSection.value?.bars ?? 0 }, (_, i) => (
            <span key={i} class="barline" aria-hidden="true" style={{ "--beat": i * bar } as CSSProperties}>
              {first + i + 1}
            </span>
          ))}
          {notes.value.map((note, i) => (
            <RollNoteButton key={note.id} note={note} top={rows.value[0] ?? 0} isStop={i === 0} />
          ))}
          <span class="rollhead" aria-hidden="true" />
        </div>
      </div>
    </div>
  );
}

/** Where the song is, in beats from the left edge; null where it is elsewhere. */
function placeNow(): number | null {
  const section = shownSection.value;
  if (!section || current.value?.id !== roll.value?.song.id) return null;
  const at_s = position_s.value;
  if (at_s < section.start_s || at_s >= section.end_s) return null;
  const { from_beat, to_beat } = stretch.value;
  return ((at_s - section.start_s) / (section.end_s - section.start_s)) * (to_beat - from_beat);
}

function onKeyDown(event: TargetedKeyboardEvent<HTMLDivElement>): void {
  if (event.ctrlKey || event.metaKey) return;
  const act = event.altKey ? (event.shiftKey ? RESIZE : MOVE)[event.key] : plainKey(event);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

const MOVE: Readonly<Record<string, () => void>> = {
  ArrowLeft: () => step({ beats: -grid.peek() }),
  ArrowRight: () => step({ beats: grid.peek() }),
  ArrowUp: () => step({ pitch: 1 }),
  ArrowDown: () => step({ pitch: -1 }),
};

const RESIZE: Readonly<Record<string, () => void>> = {
  ArrowLeft: () => step({ length: -Math.max(LEAST_BEATS, grid.peek()) }),
  ArrowRight: () => step({ length: grid.peek() }),
};

function plainKey(event: TargetedKeyboardEvent<HTMLDivElement>): (() => void) | undefined {
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(".note")];
  const at = all.indexOf(document.activeElement as HTMLElement);
  const goTo = (to: number) => () => all[Math.max(0, Math.min(to, all.length - 1))]?.focus();
  switch (event.key) {
    case "ArrowLeft":
    case "ArrowUp":
      return goTo(at - 1);
    case "ArrowRight":
    case "ArrowDown":
      return goTo(at + 1);
    case "Home":
      return goTo(0);
    case "End":
      return goTo(all.length - 1);
    case "Delete":
    case "Backspace":
      return removeSelected;
    case "n":
      return addBeside;
    default:
      return undefined;
  }
}

/** A new note right after the one that is selected, else at the start. */
function addBeside(): void {
  const beside = notes.peek().find(({ id }) => selected.peek().has(id));
  const last = beside ? beside.start_beat + beside.length_beats : stretch.peek().from_beat;
  add(last, beside?.pitch ?? 60);
  const added = [...selected.peek()][0];
  if (added !== undefined) select(added, false);
}
