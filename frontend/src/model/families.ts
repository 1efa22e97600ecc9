/** Instrument families: the order of the strata, from the middle outwards, and the token that colours each. */

export const FAMILIES = [
  "bass",
  "drums",
  "plucked",
  "keys",
  "strings",
  "winds",
  "synth",
  "mallets",
  "voice",
  "texture",
] as const;

export type Family = (typeof FAMILIES)[number];

export function familyOf(name: string): Family {
  return (FAMILIES as readonly string[]).includes(name) ? (name as Family) : "texture";
}

/** Sort what has a family as the strata stack it. */
export function fromTheMiddle<T extends { family: string }>(stems: readonly T[]): T[] {
  const rank = (stem: T): number => FAMILIES.indexOf(familyOf(stem.family));
  return [...stems].sort((a, b) => rank(a) - rank(b));
}
