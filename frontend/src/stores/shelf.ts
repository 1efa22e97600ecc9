/** Putting songs into playlists. */
import { batch, signal } from "@preact/signals";
import * as api from "../api/playlists";
import type { PlaylistShape } from "../core/contract";
import { ApiError } from "../core/http";
import { count } from "../model/names";
import { changed } from "./playlists";
import { show } from "./toast";

const MOST = 200;

/** The songs that are being put away, while the sheet is open. */
export const shelved = signal<readonly number[] | null>(null);
/** The playlists that one may add to; null until they are known. */
export const shelves = signal<readonly PlaylistShape[] | null>(null);
export const problem = signal("");

export function openShelf(songs: readonly number[]): void {
  batch(() => {
    shelved.value = songs;
    shelves.value = null;
    problem.value = "";
  });
  void attempt(async () => {
    const { results } = await api.listPlaylists(1, MOST, "all");
    shelves.value = results.filter(({ can_edit, is_smart }) => can_edit && !is_smart);
  });
}

export const closeShelf = (): void => void (shelved.value = null);

/** Put the songs into a playlist. */
export const putInto = (list: Pick<PlaylistShape, "id" | "name">): Promise<void> =>
  attempt(async () => {
    const songs = shelved.peek() ?? [];
    const { undo } = await api.addSongs(list.id, songs);
    closeShelf();
    changed.value++;
    show({
      title: list.name,
      says: `has ${count(songs.length, "song")} more.`,
      undo: async () => {
        await api.takeBack(list.id, undo);
        changed.value++;
      },
    });
  });

/** Make a playlist of the songs. */
export const putIntoNew = (name: string): Promise<void> =>
  attempt(async () => {
    const made = await api.makePlaylist({ name });
    await putInto(made);
  });

async function attempt(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    problem.value = error.message;
  }
}
