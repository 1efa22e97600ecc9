/** Whether songs play equally loud. */
import { kept } from "../core/kept";
import type { Song } from "../core/wire";
import { loudnessOf } from "../model/loudness";

export const isEven = kept("same-loudness", true);

/** The factor at which a song plays. */
export const factorOf = ({ gain }: Pick<Song, "gain">): number => (isEven.value ? loudnessOf(gain) : 1);
