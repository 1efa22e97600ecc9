/** The words of songs in time: of each take, fetched when they are first looked at. */
import { signal, type Signal } from "@preact/signals";
import { songWords } from "../api/voices";
import { ApiError } from "../core/http";
import type { SongDetail } from "../core/wire";
import type { SongWords } from "../core/wire-words";

const opened = new Map<string, Signal<SongWords | null>>();

/** The words of the take that is shown; null until they are there, and where nobody sings. */
export function wordsOf({ id, take }: Pick<SongDetail, "id" | "take">): Signal<SongWords | null> {
  const key = `${id}/${take}`;
  let known = opened.get(key);
  if (!known) {
    known = signal<SongWords | null>(null);
    opened.set(key, known);
    void fill(known, key, () => songWords(id, take));
  }
  return known;
}

async function fill(into: Signal<SongWords | null>, key: string, fetching: () => Promise<SongWords>): Promise<void> {
  try {
    into.value = await fetching();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status !== 404) opened.delete(key); // asked for again when they are next looked at
  }
}
