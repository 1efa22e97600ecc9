/** The picture of a song: its stems stacked from the middle outwards, mirrored, one column per attack.
 *
 * All lengths are in CSS pixels. Peaks are 0..255 over time (see wire.Peaks).
 */
import type { Peaks } from "../core/wire-peaks";
import { type Family, familyOf, fromTheMiddle } from "./families";

/** How a picture is ruled: distance of columns, their width, the gap between families, and free room at the edges. */
export interface Rule {
  pitch: number;
  bar: number;
  gap: number;
  margin: number;
}

export const LARGE: Rule = { pitch: 4, bar: 3, gap: 1, margin: 7 };
export const SMALL: Rule = { pitch: 3, bar: 2, gap: 0, margin: 1 };

export interface Stratum {
  id: string;
  family: Family;
  /** Distance of the inner edge from the middle line. */
  from: number;
  tall: number;
}

export interface Column {
  x: number;
  strata: Stratum[];
}

const LEAST = 0.25; // thinner strata would only grey the picture

/** Lay out the columns of a song in a picture of the given size. */
export function strata(peaks: Peaks, width: number, height: number, rule: Rule): Column[] {
  const count = Math.floor(width / rule.pitch);
  if (count < 1) return [];
  const stems = fromTheMiddle(peaks.stems);
  const levels = stems.map((stem) => resample(stem.peaks, count));
  const scale = room(height, rule, new Set(stems.map(({ family }) => family)).size) / loudest(levels, count);
  return Array.from({ length: count }, (_, c) => {
    let reach = 0;
    const column: Column = { x: c * rule.pitch, strata: [] };
    stems.forEach((stem, i) => {
      const tall = (levels[i]?.[c] ?? 0) * scale;
      if (tall < LEAST) return;
      const family = familyOf(stem.family);
      const below = column.strata.at(-1);
      if (below && below.family !== family) reach += rule.gap;
      column.strata.push({ id: stem.id, family, from: reach, tall });
      reach += tall;
    });
    return column;
  });
}

function room(height: number, rule: Rule, families: number): number {
  return Math.max(1, height / 2 - rule.margin - rule.gap * (families - 1));
}

function loudest(levels: readonly Float32Array[], count: number): number {
  let most = 1e-6;
  for (let c = 0; c < count; c++) {
    most = Math.max(
      most,
      levels.reduce((sum, stem) => sum + (stem[c] ?? 0), 0),
    );
  }
  return most;
}

/** Squeeze or stretch a row of values to ``count``: the quadratic mean of what falls into each, so loud stays loud. */
export function resample(values: readonly number[], count: number): Float32Array {
  const out = new Float32Array(count);
  const step = values.length / count;
  for (let c = 0; c < count; c++) {
    const start = Math.floor(c * step);
    const end = Math.max(start + 1, Math.floor((c + 1) * step));
    let squares = 0;
    for (let i = start; i < end; i++) squares += (values[i] ?? 0) ** 2;
    out[c] = Math.sqrt(squares / (end - start));
  }
  return out;
}
