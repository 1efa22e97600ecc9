/** The chords on their bar lines; the one that sounds is inverted. A click goes there. */
import { type ReadonlySignal, useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { rove, stop } from "../../core/roving";
import type { SongDetail } from "../../core/wire";
import { written } from "../../model/chords";
import { chordName } from "../../model/names";
import { place } from "../form-ribbon";

interface Props {
  song: SongDetail;
  width: ReadonlySignal<number>;
  at_s: ReadonlySignal<number | null>;
  goTo: (at_s: number) => void;
}

export function ChordLane({ song, width, at_s, goTo }: Props): JSX.Element {
  const sounding = useComputed(() => {
    const now = at_s.value;
    return now === null ? -1 : song.chords.findIndex(({ start_s, end_s }) => now >= start_s && now < end_s);
  });
  const isWritten = written(song.chords, song.duration_s, width.value);
  return (
    <ol class="chords" aria-label="Chords" onKeyDown={rove}>
      {song.chords.map((chord, i) => (
        <li
          key={i}
          class={isWritten[i] ? "written" : undefined}
          style={place(chord, song.duration_s)}
          aria-current={sounding.value === i ? "true" : undefined}
        >
          <button
            type="button"
            tabIndex={stop(i)}
            aria-label={`${chordName(chord.symbol)}, bar ${chord.bar + 1}`}
            onClick={() => goTo(chord.start_s)}
          >
            {chordName(chord.symbol)}
          </button>
        </li>
      ))}
    </ol>
  );
}
