/** The library: all songs that one may see, narrowed down by words and kinds. */
import { computed, signal } from "@preact/signals";
import { countFacets, listSongs, type SortKey } from "../api/songs";
import type { Facets, Scope as Whose } from "../core/contract";
import { ApiError } from "../core/http";
import { kept } from "../core/kept";
import type { Scope } from "../core/scope";
import { type Filters, isEmpty } from "../model/filters";
import { Choice } from "./choice";
import { isSignedIn } from "./session";
import { SongList } from "./song-list";
import { changes } from "./songs";

const PAUSE_MS = 200;

export const query = signal("");
export const filters = signal<Filters>({});
export const whose = kept<Extract<Whose, "mine" | "public" | "all">>("whose", "mine");
export const sorting = signal<{ by: SortKey; isDescending: boolean }>({ by: "created", isDescending: true });
/** What there is to narrow down by; null until it is known. */
export const facets = signal<Facets | null>(null);
export const isNarrowed = computed(() => query.value.trim() !== "" || !isEmpty(filters.value));
export const choice = new Choice();

export const library = new SongList((page, page_size, signal) => {
  const { by: sort, isDescending } = sorting.peek();
  return listSongs({ ...filters.peek(), scope: whose.peek(), q: query.peek().trim(), sort, isDescending, page, page_size }, signal);
});

/** Start over whenever the question changes or a song did. */
export function keepListing(scope: Scope): void {
  let last = query.peek();
  scope.effect(() => {
    const isTyping = query.value !== last;
    last = query.value;
    void [sorting.value, filters.value, whose.value, changes.value];
    if (!isSignedIn.value) return undefined;
    const asking = new AbortController();
    const timer = setTimeout(() => {
      library.restart();
      void count(asking.signal);
    }, isTyping ? PAUSE_MS : 0);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  });
  scope.add(() => choice.close());
}

async function count(signal: AbortSignal): Promise<void> {
  try {
    facets.value = await countFacets(whose.peek(), query.peek().trim(), filters.peek(), signal);
  } catch (error) {
    if (!signal.aborted && !(error instanceof ApiError)) throw error; // the list itself says what is wrong
  }
}

/** Show everything again. */
export function widen(): void {
  query.value = "";
  filters.value = {};
}

/** Sort by a column; the same column again turns the order round. */
export function sortBy(by: SortKey): void {
  const { by: before, isDescending } = sorting.peek();
  sorting.value = { by, isDescending: by === before ? !isDescending : by === "created" };
}
