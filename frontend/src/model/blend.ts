/** Two styles and their shares, as wishes. */
import type { Wishes } from "../core/wire";

export interface Blend {
  first: string;
  second: string;
  /** The share of the second, in percent. */
  share: number;
}

const EVEN = 50;

/** The blend that is wished for; an empty name where there is none. */
export function blendOf({ style, styles }: Wishes): Blend {
  const [first, second] = Object.entries(styles ?? {});
  if (!first) return { first: style ?? "", second: "", share: EVEN };
  return { first: first[0], second: second?.[0] ?? "", share: Math.round((second?.[1] ?? 0) * 100) };
}

/** The wishes of a blend: one style alone is no blend. */
export function blendWishes({ first, second, share }: Blend): { style: string | undefined; styles: Wishes["styles"] | undefined } {
  if (!first || !second || first === second) return { style: first || second || undefined, styles: undefined };
  return { style: undefined, styles: { [first]: (100 - share) / 100, [second]: share / 100 } };
}
