/** When a song counts as heard: after half of it, or half a minute. */

export interface Listen {
  /** Where the song was last seen. */
  at_s: number;
  heard_s: number;
  isCounted: boolean;
}

export const UNHEARD: Listen = { at_s: 0, heard_s: 0, isCounted: false };

const ENOUGH_S = 30;
const STEP_S = 2; // a longer step is a jump, and what lies between was not heard
const START_S = 1;

/** A listen goes on to another place; back at the beginning after it was counted, another one begins. */
export function heardTo(before: Listen, at_s: number, duration_s: number): Listen {
  const step_s = at_s - before.at_s;
  if (before.isCounted && step_s < 0 && at_s < START_S) return { ...UNHEARD, at_s };
  const heard_s = before.heard_s + (step_s > 0 && step_s < STEP_S ? step_s : 0);
  return { at_s, heard_s, isCounted: before.isCounted || heard_s >= Math.min(ENOUGH_S, duration_s / 2) };
}
