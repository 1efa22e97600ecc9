/** The queue over a reload: what rested in it rests there again, at its place; it belongs to one person. */
import { kept } from "../core/kept";
import { asApiError } from "../core/loading";
import type { Scope } from "../core/scope";
import { EMPTY } from "../model/queue";
import { eject, put, seek } from "./player";
import { current, isPlaying, position_s } from "./playing";
import { playing, queue } from "./queue";
import { user } from "./session";
import { fetched, isReady } from "./songs";

const rested = kept<{ id: number; at_s: number } | null>("rested", null);
/** Whose queue it is; null: of somebody who is not signed in. */
const owner = kept<number | null>("queue-of", null);

const EVERY_MS = 5000;

export function keepQueue(scope: Scope): void {
  scope.effect(() => {
    if (user.value === undefined) return;
    const id = user.value?.id ?? null;
    if (owner.peek() !== id) queue.value = EMPTY;
    if (owner.peek() !== null && owner.peek() !== id) eject(); // what one hears may be one's own alone
    owner.value = id;
    if (!current.peek()) void layBack();
  });
  scope.every(EVERY_MS, () => isPlaying.peek() && keepPlace());
  scope.listen(window, "pagehide", keepPlace);
}

function keepPlace(): void {
  const song = current.peek();
  rested.value = song && { id: song.id, at_s: position_s.peek() };
}

/** Put what stood in the player back into it, unless something else is there by now. */
async function layBack(): Promise<void> {
  const entry = playing.peek();
  if (!entry) return;
  try {
    const song = await fetched(entry.id, entry.page);
    if (current.peek() || !isReady(song)) return;
    put(song);
    const before = rested.peek();
    if (before?.id === song.id) seek(before.at_s);
  } catch (error) {
    asApiError(error); // a song that is gone leaves the queue when its turn comes
  }
}
