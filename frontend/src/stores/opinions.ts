/** What one thinks of things: likes and stars, shown at once and told to the server. */
import { signal, type Signal } from "@preact/signals";
import * as api from "../api/opinions";
import { ApiError } from "../core/http";
import { show } from "./toast";

export type Kind = "song" | "album" | "artist";

export interface Opinion {
  liked: boolean;
  stars: number | null;
}

interface Thing extends Opinion {
  id: number;
}

const changed = new Map<string, Signal<Opinion | null>>();

/** What one thinks of a thing: as it was told, or as it was changed since. */
export const opinionOf = (kind: Kind, thing: Thing): Opinion => changedOf(kind, thing.id).value ?? thing;

export const toggleLike = (kind: Kind, thing: Thing): Promise<void> => {
  const before = opinionOf(kind, thing);
  return change(kind, thing, { ...before, liked: !before.liked }, () => api.like(kind, thing.id, !before.liked));
};

export const giveStars = (kind: Kind, thing: Thing, stars: number): Promise<void> =>
  change(kind, thing, { ...opinionOf(kind, thing), stars: stars || null }, () => api.giveStars(kind, thing.id, stars));

function changedOf(kind: Kind, id: number): Signal<Opinion | null> {
  const key = `${kind} ${id}`;
  let known = changed.get(key);
  if (!known) changed.set(key, (known = signal<Opinion | null>(null)));
  return known;
}

async function change(kind: Kind, thing: Thing, next: Opinion, tell: () => Promise<unknown>): Promise<void> {
  const state = changedOf(kind, thing.id);
  const before = state.peek();
  state.value = next;
  try {
    await tell();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    state.value = before;
    show({ says: error.message });
  }
}
