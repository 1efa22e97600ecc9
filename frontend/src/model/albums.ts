/** The songs of an album in their order, which the numbers of their tracks keep. */
import type { SongShape } from "../core/contract";

/** The songs after one of them has moved, numbered from 1 on. */
export function moved(songs: readonly SongShape[], from: number, to: number): SongShape[] {
  const song = songs[from];
  if (!song) return [...songs];
  return songs.toSpliced(from, 1).toSpliced(to, 0, song).map((each, i) => ({ ...each, track_number: i + 1 }));
}

/** Those of some songs whose numbers are others than they were. */
export function renumbered(before: readonly SongShape[], now: readonly SongShape[]): SongShape[] {
  const numbers = new Map(before.map(({ id, track_number }) => [id, track_number]));
  return now.filter(({ id, track_number }) => numbers.get(id) !== track_number);
}
