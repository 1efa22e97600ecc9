/** Playing songs equally loud, by what was measured of each (ReplayGain 2.0: a gain towards −18 LUFS). */

export interface Measured {
  gain_db: number;
  /** The highest sample as amplitude, 1 is full scale. */
  peak: number | null;
}

/** The factor for a song: as loud as the others, but never so loud that it clips; 1 where nothing was measured. */
export function loudnessOf(gain: Measured | null): number {
  return gain ? Math.min(10 ** (gain.gain_db / 20), gain.peak ? 1 / gain.peak : 1) : 1;
}
