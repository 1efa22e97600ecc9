/** What one does with all songs that were chosen. */
import { listSongs } from "../api/songs";
import { ApiError } from "../core/http";
import type { Song } from "../core/wire";
import { isChosen } from "../model/choice";
import { many } from "../model/names";
import type { Choice } from "./choice";
import { filters, library, query, sorting, whose } from "./library";
import { addToQueue, queued } from "./queue";
import { openShelf } from "./shelf";
import { show } from "./toast";

const PAGE = 200;
const MOST = 1000; // songs that a queue or a playlist takes at once

export async function queueChosen(choice: Choice): Promise<void> {
  const songs = await chosenSongs(choice);
  addToQueue(songs.filter(({ state }) => state === "ready").map(queued));
  choice.close();
}

export async function addChosen(choice: Choice): Promise<void> {
  openShelf((await chosenSongs(choice)).map(({ id }) => id));
  choice.close();
}

/** The songs that were chosen, those that were not fetched yet too; not more than can be put somewhere at once. */
async function chosenSongs(choice: Choice): Promise<readonly Song[]> {
  const chosen = choice.chosen.peek();
  if (!chosen.isAll) return library.known.peek().filter(({ id }) => isChosen(chosen, id));
  const found: Song[] = [];
  try {
    for (let page = 1; found.length < MOST; page++) {
      const { results, next } = await fetchPage(page);
      found.push(...results.filter(({ id }) => isChosen(chosen, id)));
      if (!next) return found;
    }
    show({ says: `These are the first ${many(MOST, "song")}; more do not go at once.` });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    show({ says: error.message });
  }
  return found.slice(0, MOST);
}

function fetchPage(page: number): ReturnType<typeof listSongs> {
  const { by: sort, isDescending } = sorting.peek();
  return listSongs({ ...filters.peek(), scope: whose.peek(), q: query.peek().trim(), sort, isDescending, page, page_size: PAGE });
}
