/** How each song is mixed by its listener, for as long as the page is open. */
import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { isHeard, type Mix } from "../model/mix";

interface Desk {
  mix: Signal<Mix>;
  heard: ReadonlySignal<(stem: string) => boolean>;
}

const desks = new Map<number, Desk>();

export const mixOf = (song: number): Signal<Mix> => deskOf(song).mix;

/** Which stems of a song are heard; a new function whenever that changes. */
export const heardOf = (song: number): Desk["heard"] => deskOf(song).heard;

function deskOf(song: number): Desk {
  let desk = desks.get(song);
  if (!desk) {
    const mix = signal<Mix>({});
    const heard = computed(() => {
      const now = mix.value;
      return (stem: string) => isHeard(now, stem);
    });
    desks.set(song, (desk = { mix, heard }));
  }
  return desk;
}
