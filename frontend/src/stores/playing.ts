/** What plays and where it is: the state that the player keeps and everybody reads. */
import { computed, signal } from "@preact/signals";
import { kept } from "../core/kept";
import type { SongDetail } from "../core/wire";
import { peaksAt } from "./peaks";

export const current = signal<SongDetail | null>(null);
export const isPlaying = signal(false);
export const position_s = signal(0);
/** How far what is heard lags behind the position. */
export const lag_s = signal(0);
export const volume = kept("volume", 0.8);
/** Whether one hears the master or its stems. */
export const stems = signal<"closed" | "opening" | "open" | "failed">("closed");
/** The index of the section that goes round, if one does. */
export const looped = signal<number | null>(null);
export const trouble = signal<string | null>(null);
/** The loudness of the output as amplitude, measured while a song plays. */
export const level = signal(0);

export const peaks = computed(() => {
  const url = current.value?.peaks_url;
  return url ? peaksAt(url).value : null;
});
