/** Another voice, manner or harmony for a song that is sung. */
import { computed, signal } from "@preact/signals";
import type { SongDetail } from "../core/wire";
import { DEFAULT_VOICE } from "../model/voices";
import { edit } from "./edits";
import { wordsOf } from "./song-words";
import type { Singing } from "./voices";

interface Open {
  song: SongDetail;
  /** As the take that is shown is sung. */
  now: Required<Singing>;
  wish: Required<Singing>;
}

export const opened = signal<Open | null>(null);

/** What of it would be another than it is. */
export const changed = computed((): Singing => {
  if (!opened.value) return {};
  const { now, wish } = opened.value;
  const parts = (Object.keys(wish) as (keyof Singing)[]).filter((name) => String(now[name]) !== String(wish[name]));
  return Object.fromEntries(parts.map((name) => [name, wish[name]]));
});

export const isChanged = computed(() => Object.keys(changed.value).length > 0);

/** Show how a song is sung, to change it. */
export function openSinging(song: SongDetail): void {
  const { voice = DEFAULT_VOICE, expression = "", harmonies = [] } = song.brief?.singing ?? {};
  const now = { voice: wordsOf(song).peek()?.voice ?? voice, expression, harmonies };
  opened.value = { song, now, wish: now };
}

export function closeSinging(): void {
  opened.value = null;
}

export function wishSinging(part: Singing): void {
  const open = opened.peek();
  if (open) opened.value = { ...open, wish: { ...open.wish, ...part } };
}

/** Make a take that is sung otherwise. */
export async function singAgain(): Promise<void> {
  const open = opened.peek();
  if (open && (await edit(open.song, { kind: "singing", ...changed.peek() }))) closeSinging();
}
