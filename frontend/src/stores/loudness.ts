/** Whether songs play equally loud. */
import { kept } from "../core/kept";
import { loudnessOf, type Measured } from "../model/loudness";

export const isEven = kept("same-loudness", true);

/** The factor at which a song plays. */
export const factorOf = (song: Measured): number => (isEven.value ? loudnessOf(song) : 1);
