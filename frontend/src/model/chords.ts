/** Which chords of the lane are written out, so that none runs into the next. */
import type { Chord } from "../core/wire";
import { chordName } from "./names";

const PER_LETTER = 7.2; // px of the lane's serif at 13 px, widest measured
const PADDING = 8;

/** Mark the chords to write: each that has room before the next written one begins. */
export function written(chords: readonly Chord[], duration_s: number, width: number): boolean[] {
  let free = 0;
  return chords.map((chord, i) => {
    const x = (chord.start_s / duration_s) * width;
    const isRepeat = i > 0 && chords[i - 1]?.symbol === chord.symbol;
    if (x < free || isRepeat) return false;
    free = x + PADDING + chordName(chord.symbol).length * PER_LETTER;
    return true;
  });
}
