/** Playing songs equally loud, by what was measured of each (ReplayGain 2.0: a gain towards −18 LUFS). */

export interface Measured {
  gain_db?: number | null;
  /** The highest sample as amplitude, 1 is full scale. */
  peak?: number | null;
}

/** The factor for a song: as loud as the others, but never so loud that it clips; 1 where nothing was measured. */
export function loudnessOf({ gain_db, peak }: Measured): number {
  if (gain_db === null || gain_db === undefined) return 1;
  return Math.min(10 ** (gain_db / 20), peak ? 1 / peak : 1);
}
