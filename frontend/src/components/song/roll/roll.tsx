/** The piano roll of one part in one section. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../../core/hooks";
import type { SongDetail } from "../../../core/wire";
import { count } from "../../../model/names";
import { isSungStem } from "../../../model/voices";
import { editOf, makingOf, refusals } from "../../../stores/edits";
import { closeRoll, grid, isChanged, notes, removeSelected, render, roll, rollProblem, selected, turnTo } from "../../../stores/roll";
import { Icon } from "../../icon";
import { Notice } from "../../notice";
import { RollGrid } from "./grid";
import { Touches } from "./touches";

const GRIDS = [
  [1, "1/4"],
  [0.5, "1/8"],
  [1 / 3, "1/8 triplet"],
  [0.25, "1/16"],
] as const;

export function Roll({ song }: { song: SongDetail }): JSX.Element | null {
  const open = roll.value;
  if (rollProblem.value) return <Notice>{rollProblem.value}</Notice>;
  if (!open || open.song.id !== song.id || open.song.take !== song.take) return null;
  return <OpenRoll key={open.part} song={song} />;
}

function OpenRoll({ song }: { song: SongDetail }): JSX.Element | null {
  const box = useRef<HTMLElement>(null);
  useScope(() => {
    box.current?.scrollIntoView({ block: "nearest" });
    box.current?.querySelector("select")?.focus({ preventScroll: true });
  }, []);
  const open = roll.value;
  if (!open) return null;
  const part = song.stems.find(({ id }) => id === open.part);
  const problem = refusals.value.get(song.id);
  return (
    <section ref={box} class="roll" aria-labelledby="h-roll">
      <header>
        <h2 id="h-roll">Notes of {part?.name ?? open.part}</h2>
        <label>
          <span class="sr">Section</span>
          <select value={open.section} onChange={(event) => turnTo(Number(event.currentTarget.value))}>
            {open.song.sections.map(({ name, start_bar }, i) => (
              <option key={start_bar} value={i}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="k">Grid </span>
          <select value={grid.value} onChange={(event) => (grid.value = Number(event.currentTarget.value))}>
            {GRIDS.map(([beats, name]) => (
              <option key={name} value={beats}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <span class="push" />
        <p class="editing">{makingOf(song.id)}</p>
        <button type="button" class="btn small quiet" disabled={!selected.value.size} onClick={removeSelected}>
          Delete<kbd>Del</kbd>
        </button>
        <button type="button" class="btn small" disabled={!isChanged.value || editOf(song.id) !== null} onClick={() => void render()}>
          Make the take
        </button>
        <button type="button" class="btn icon small" aria-label="Close the notes" onClick={closeRoll}>
          <Icon name="close" />
        </button>
      </header>
      {problem && <Notice>{problem}</Notice>}
      <RollGrid />
      {part && isSungStem(part) && <Touches song={song} />}
      <p class="k" id="roll-help">
        {count(notes.value.length, "note")}. Click an empty place or press N to add; Alt with arrows moves, Alt Shift with arrows lengthens.
      </p>
    </section>
  );
}
