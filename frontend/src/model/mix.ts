/** What is heard of each stem: level, mute and solo. */
import { gain } from "./level";

export interface Channel {
  db: number;
  isMuted: boolean;
  isSolo: boolean;
}

export type Mix = Readonly<Record<string, Channel>>;

export const OPEN: Channel = { db: 0, isMuted: false, isSolo: false };

export const channel = (mix: Mix, stem: string): Channel => mix[stem] ?? OPEN;

export function change(mix: Mix, stem: string, part: Partial<Channel>): Mix {
  return { ...mix, [stem]: { ...channel(mix, stem), ...part } };
}

/** Whether a stem is heard: not muted, and solo if any is. */
export function isHeard(mix: Mix, stem: string): boolean {
  const { isMuted, isSolo } = channel(mix, stem);
  return !isMuted && (isSolo || !Object.values(mix).some((other) => other.isSolo));
}

/** The gain that a stem is played with. */
export function heardGain(mix: Mix, stem: string): number {
  return isHeard(mix, stem) ? gain(channel(mix, stem).db) : 0;
}

/** Whether the mix is the master as it is. */
export function isNeutral(mix: Mix): boolean {
  return Object.values(mix).every(({ db, isMuted, isSolo }) => db === 0 && !isMuted && !isSolo);
}
