/** Levels: decibels to gain and to the length of a meter. */

export const LEAST_DB = -60;
export const MOST_DB = 6;

/** The gain of a level; the lowest setting is silence. */
export function gain(db: number): number {
  return db <= LEAST_DB ? 0 : 10 ** (db / 20);
}

/** A gain as decibels, not below the lowest setting. */
export function decibels(amplitude: number): number {
  return amplitude <= 0 ? LEAST_DB : Math.max(LEAST_DB, 20 * Math.log10(amplitude));
}

const METER_RANGE_DB = 32; // four quarters of 8 dB each

/** How much of a meter is lit, 0..1: each quarter is 8 dB. */
export function lit(db: number): number {
  return Math.max(0, Math.min(1, 1 + db / METER_RANGE_DB));
}

/** The level that is held for a moment and then falls: the peak of a meter. */
export function held(peak: { db: number; since_s: number }, db: number, now_s: number): { db: number; since_s: number } {
  const isOver = now_s - peak.since_s > 1;
  return db >= peak.db || isOver ? { db, since_s: now_s } : peak;
}
