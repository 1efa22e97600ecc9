/** How tall the wave of each lane is drawn. */
import type { StemPeaks } from "../core/wire-peaks";

/** The share of its lane that each stem fills: the root of its loudness, so that quiet stems can still be read. */
export function laneShares(stems: readonly StemPeaks[]): Map<string, number> {
  const loud = stems.map(({ peaks }) => peaks.reduce((most, peak) => Math.max(most, peak), 0));
  const loudest = Math.max(1, ...loud);
  return new Map(stems.map(({ id }, i) => [id, Math.sqrt((loud[i] ?? 0) / loudest)]));
}
