/** What one does with all songs that were chosen. */
import { bulk, listSongs, type SongQuery } from "../api/songs";
import type { BulkBody } from "../core/contract";
import { ApiError } from "../core/http";
import type { Song } from "../core/wire";
import { isChosen } from "../model/choice";
import { many } from "../model/names";
import type { Choice } from "./choice";
import { filters, library, query, sorting, whose } from "./library";
import { addToQueue, queued } from "./queue";
import { openShelf } from "./shelf";
import { changes } from "./songs";
import { show } from "./toast";

const PAGE = 200;
const MOST = 1000; // songs that a queue or a playlist takes at once
const MOST_IDS = 10_000; // that the server takes at once

export const queueChosen = (choice: Choice): Promise<void> =>
  attempt(choice, async () => addToQueue((await chosenSongs(choice, MOST)).filter(({ state }) => state === "ready").map(queued)));

export const addChosen = (choice: Choice): Promise<void> =>
  attempt(choice, async () => openShelf((await chosenSongs(choice, MOST)).map(({ id }) => id)));

/** Put the songs into the trash; undone by the toast. */
export const discardChosen = (choice: Choice): Promise<void> =>
  attempt(choice, async () => {
    const { count, undo } = await bulk({ action: "trash", ...(await which(choice)) });
    show({
      says: `${many(count, "song")} in the trash for 30 days.`,
      ...(undo && {
        undo: async () => {
          await bulk(undo);
          changes.value++;
        },
      }),
    });
  });

const TURN_BACK = { public: "private", private: "public", tag: "untag" } as const;
type Change = keyof typeof TURN_BACK;

/** Open the songs to everybody, close them, or put tags on them; undone by the toast where all of them are in view. */
export const changeChosen = (choice: Choice, action: Change, tags: string[] = []): Promise<void> =>
  attempt(choice, async () => {
    const ids = otherwise(choice, action, tags);
    const { count } = await bulk({ action, tags, ...(await which(choice)) });
    const undo = async (): Promise<void> => {
      await bulk({ action: TURN_BACK[action], tags, ids });
      changes.value++;
    };
    show({ says: `${many(count, "song")} changed.`, ...(ids && { undo }) });
  });

/** Put the songs on an album of that title; there is one afterwards, if there was none. */
export const putOnAlbum = (choice: Choice, album: string): Promise<void> =>
  attempt(choice, async () => {
    const { count } = await bulk({ action: "album", album, ...(await which(choice)) });
    show({ says: `${many(count, "song")} put on ${album}.` });
  });

/** The chosen songs that are otherwise so far, which is what an undo changes back; null if not all are known. */
function otherwise(choice: Choice, action: Change, tags: readonly string[]): number[] | null {
  const chosen = choice.chosen.peek();
  const songs = library.known.peek().filter(({ id }) => isChosen(chosen, id));
  if (songs.length !== choice.count(library.count.peek() ?? 0)) return null;
  const isOtherwise = (song: Song): boolean => (action === "tag" ? !tags.some((tag) => song.tags.includes(tag)) : song.public !== (action === "public"));
  return songs.filter(isOtherwise).map(({ id }) => id);
}

/** Which songs the server is told of: all that the list asks for, or each by its number. */
async function which(choice: Choice): Promise<Pick<BulkBody, "ids" | "query">> {
  const { isAll, ids } = choice.chosen.peek();
  if (isAll && ids.size === 0) return { query: { ...filters.peek(), scope: whose.peek(), q: query.peek().trim() } };
  return { ids: isAll ? (await chosenSongs(choice, MOST_IDS)).map(({ id }) => id) : [...ids] };
}

async function attempt(choice: Choice, act: () => Promise<void>): Promise<void> {
  try {
    await act();
    choice.close();
    changes.value++;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    show({ says: error.message });
  }
}

/** The songs that were chosen, those that were not fetched yet too; at most so many. */
async function chosenSongs(choice: Choice, most: number): Promise<readonly Song[]> {
  const chosen = choice.chosen.peek();
  if (!chosen.isAll) return library.known.peek().filter(({ id }) => isChosen(chosen, id));
  const found: Song[] = [];
  for (let page = 1; found.length < most; page++) {
    const { results, next } = await listSongs(asked(page));
    found.push(...results.filter(({ id }) => isChosen(chosen, id)));
    if (!next) return found.slice(0, most);
  }
  show({ says: `These are the first ${many(most, "song")}; more do not go at once.` });
  return found.slice(0, most);
}

function asked(page: number): SongQuery {
  const { by: sort, isDescending } = sorting.peek();
  return { ...filters.peek(), scope: whose.peek(), q: query.peek().trim(), sort, isDescending, page, page_size: PAGE };
}
