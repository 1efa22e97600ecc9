/** What plays, what comes next and in which order; kept over a reload. */
import { computed, untracked } from "@preact/signals";
import { kept } from "../core/kept";
import type { Song } from "../core/wire";
import * as model from "../model/queue";
import { count } from "../model/names";
import { show } from "./toast";

export const queue = kept<model.Queue>("queue", model.EMPTY);
export const repeat = kept<model.Repeat>("repeat", "off");
export const isShuffled = kept("shuffle", false);

/** The entry that plays, if one does. */
export const playing = computed<model.Entry | null>(() => queue.value.entries[queue.value.at] ?? null);

/** The entry that begins when what plays has ended. */
export const next = computed<model.Entry | null>(() => {
  const at = model.following(queue.value, repeat.value);
  return at === null ? null : (queue.value.entries[at] ?? null);
});

const MOST = 500; // entries that a list hands over at once

/** As much of a song as the queue keeps. */
export const queued = ({ id, title, artist, duration_s, page }: Song & Pick<model.QueueSong, "page">): model.QueueSong => ({
  id,
  title,
  artist,
  duration_s,
  page,
});

/** Begin another queue, at one of its songs. */
export function begin(songs: readonly model.QueueSong[], at: number): void {
  const from = Math.max(0, Math.min(at - MOST / 5, songs.length - MOST));
  const begun = model.queueOf(songs.slice(from, from + MOST), at - from);
  queue.value = isShuffled.peek() ? model.shuffle(begun, Math.random) : begun;
}

/** Go to a place of the queue. */
export const stand = (at: number): void => void (queue.value = { ...queue.peek(), at });

/** Have a song stand in the queue as what plays, without disturbing what comes. */
export function slipIn(song: model.QueueSong): void {
  if (playing.peek()?.id === song.id) return;
  const before = queue.peek();
  const inserted = model.insertNext(before, [song]);
  queue.value = { ...inserted, at: before.at < 0 ? 0 : before.at + 1 };
}

export function playNext(songs: readonly model.QueueSong[]): void {
  change(model.insertNext(queue.peek(), songs), songs, "next.");
}

export function addToQueue(songs: readonly model.QueueSong[]): void {
  change(model.append(queue.peek(), songs), songs, "at the end of the queue.");
}

export const moveEntry = (from: number, to: number): void => void (queue.value = model.move(queue.peek(), from, to));
export const removeEntry = (key: number): void => void (queue.value = model.remove(queue.peek(), key));

/** Empty the queue but for what plays; undone by the toast. */
export function clearQueue(): void {
  const before = queue.peek();
  queue.value = model.clear(before);
  show({ says: "The queue is empty.", undo: () => void (queue.value = before) });
}

export function toggleShuffle(): void {
  isShuffled.value = !isShuffled.peek();
  queue.value = isShuffled.peek() ? model.shuffle(queue.peek(), Math.random) : model.unshuffle(queue.peek());
}

const NEXT_REPEAT = { off: "all", all: "one", one: "off" } as const;

export const turnRepeat = (): void => void (repeat.value = NEXT_REPEAT[repeat.peek()]);

function change(changed: model.Queue, songs: readonly model.QueueSong[], where: string): void {
  const before = untracked(() => queue.value);
  queue.value = changed;
  const [first] = songs;
  if (!first) return;
  const what = songs.length === 1 ? { title: first.title, says: `plays ${where}` } : { says: `${count(songs.length, "song")} play ${where}` };
  show({ ...what, undo: () => void (queue.value = before) });
}
