/** The picture of a style: a small song that its band could play, the same each time.
 *
 * Nothing here is measured: an emblem is drawn like a song so that a style is known by its colours.
 */
import type { Peaks } from "../core/wire-peaks";

const COLUMNS = 28;

/** Make up the shape of a song for a name and a band. */
export function emblem(name: string, families: readonly string[]): Peaks {
  const roll = dice(seedOf(name));
  const course = energies(roll);
  const stems = families.map((family) => {
    const weight = 90 + roll() * 120;
    const isAlways = families.length === 1 || roll() < 0.6;
    const peaks = course.map((energy) => (isAlways || energy > 0.45 ? weight * energy * (0.75 + 0.25 * roll()) : 0));
    return { id: family, name: family, family, peaks };
  });
  return { duration_s: COLUMNS, columns_per_s: 1, master: [], stems };
}

/** A quiet beginning, stretches of their own energy, a quiet end. */
function energies(roll: () => number): number[] {
  const course: number[] = [];
  let energy = 0.2 + 0.2 * roll();
  for (let i = 0; i < COLUMNS; i++) {
    if (i % 6 === 4) energy = i > COLUMNS - 5 ? 0.25 : 0.45 + 0.55 * roll();
    course.push(energy);
  }
  return course;
}

function seedOf(name: string): number {
  return [...name].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5); // FNV-1a
}

/** Mulberry32: a small generator, so that the same name gives the same picture. */
function dice(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
