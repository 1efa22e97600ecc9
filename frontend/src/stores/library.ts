/** The library: a long list of which only the pages in view are fetched. */
import { batch, computed, signal } from "@preact/signals";
import { listSongs, type SortKey } from "../api/songs";
import type { ApiError } from "../core/http";
import { asApiError } from "../core/loading";
import type { Scope } from "../core/scope";
import type { Song } from "../core/wire";
import { isSignedIn } from "./session";
import { changes } from "./songs";

const PAGE = 50;
const PAUSE_MS = 200;

export const query = signal("");
export const sorting = signal<{ by: SortKey; isDescending: boolean }>({ by: "created", isDescending: true });
/** Null until it is known. */
export const count = signal<number | null>(null);
export const failure = signal<ApiError | null>(null);

const pages = signal<ReadonlyMap<number, readonly Song[]>>(new Map());
const asked = new Set<number>();
let asking = new AbortController();

/** The song of a row; undefined while its page is on the way. */
export const row = (index: number): Song | undefined =>
  pages.value.get(Math.floor(index / PAGE))?.[index % PAGE];

/** The songs of all rows that are known, in order. */
export const known = computed(() => [...pages.value.entries()].sort(([a], [b]) => a - b).flatMap(([, songs]) => songs));

/** Fetch what the rows need that is not there yet. */
export function need(first: number, end: number): void {
  for (let page = Math.floor(first / PAGE); page * PAGE < end; page++) {
    if (!asked.has(page)) void fetchPage(page);
  }
}

/** Start over whenever the question changes or a song did. */
export function keepListing(scope: Scope): void {
  let last = query.peek();
  scope.effect(() => {
    const isTyping = query.value !== last;
    last = query.value;
    void [sorting.value, changes.value];
    if (!isSignedIn.value) return undefined;
    const timer = setTimeout(restart, isTyping ? PAUSE_MS : 0);
    return () => clearTimeout(timer);
  });
}

export function restart(): void {
  asking.abort();
  asking = new AbortController();
  asked.clear();
  void fetchPage(0);
}

async function fetchPage(page: number): Promise<void> {
  asked.add(page);
  const { signal } = asking;
  try {
    const { by, isDescending } = sorting.peek();
    const question = { q: query.peek().trim(), sort: by, isDescending, page: page + 1, page_size: PAGE };
    const found = await listSongs(question);
    if (signal.aborted) return;
    batch(() => {
      pages.value = new Map(page ? pages.peek() : []).set(page, found.results);
      count.value = found.count;
      failure.value = null;
    });
  } catch (error) {
    if (!signal.aborted) failure.value = asApiError(error);
  }
}

/** Sort by a column; the same column again turns the order round. */
export function sortBy(by: SortKey): void {
  const { by: before, isDescending } = sorting.peek();
  sorting.value = { by, isDescending: by === before ? !isDescending : by === "created" };
}
