/** A long list of songs of which only the pages in view are fetched, and only the last ones looked at are kept. */
import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import type { ApiError } from "../core/http";
import { asApiError } from "../core/loading";
import type { Song } from "../core/wire";
import { pagesOf } from "../model/window";

const PAGE = 50;
const ROOM = 40; // pages: what a quick look up and down finds still there

/** Where a list comes from: a page of it (the first is 1) and how long it is. */
export type Source<S extends Song = Song> = (page: number, size: number, signal: AbortSignal) => Promise<{ count: number; results: readonly S[] }>;

/** A list that is there already. */
export const fixed =
  <S extends Song>(songs: readonly S[]): Source<S> =>
  async (page, size) => ({ count: songs.length, results: songs.slice((page - 1) * size, page * size) });

export class SongList<S extends Song = Song> {
  /** Null until it is known. */
  readonly count = signal<number | null>(null);
  readonly failure = signal<ApiError | null>(null);
  readonly #pages = signal<ReadonlyMap<number, readonly S[]>>(new Map());
  readonly #asked = new Set<number>();
  #asking = new AbortController();
  #view: readonly [number, number] = [0, PAGE];
  /** Whether what is seen is of an older question. */
  #isStale = false;

  constructor(private source: Source<S>) {}

  /** The songs of all rows that are known, in order. */
  readonly known: ReadonlySignal<readonly S[]> = computed(() =>
    [...this.#pages.value.entries()].sort(([a], [b]) => a - b).flatMap(([, songs]) => songs),
  );

  /** The song of a row; undefined while its page is on the way. */
  row(index: number): S | undefined {
    return this.#pages.value.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Fetch what the rows need that is not there yet. */
  need(first: number, end: number): void {
    this.#view = [first, end];
    for (const page of pagesOf(first, end, PAGE)) if (!this.#asked.has(page)) void this.#fetch(page);
  }

  /** Fetch everything anew, from another source if one is given; what is seen stays until the new is there. */
  restart(source: Source<S> = this.source): void {
    this.source = source;
    this.#asking.abort();
    this.#asking = new AbortController();
    this.#asked.clear();
    this.#isStale = true;
    this.need(...this.#view);
  }

  /** Show a row at another place, until the list is fetched anew; both places must be known. */
  move(from: number, to: number): void {
    const moved = this.row(from);
    if (!moved || !this.row(to)) return;
    const step = from < to ? 1 : -1;
    const pages = new Map([...this.#pages.peek()].map(([page, songs]) => [page, [...songs]]));
    const set = (index: number, song: S | undefined): void => {
      const songs = pages.get(Math.floor(index / PAGE));
      if (songs && song) songs[index % PAGE] = song;
    };
    for (let index = from; index !== to; index += step) set(index, this.row(index + step));
    set(to, moved);
    this.#pages.value = pages;
  }

  async #fetch(page: number): Promise<void> {
    this.#asked.add(page);
    const { signal } = this.#asking;
    try {
      const found = await this.source(page + 1, PAGE, signal);
      if (signal.aborted) return;
      batch(() => {
        this.#keep(page, found.results);
        this.count.value = found.count;
        this.failure.value = null;
      });
    } catch (error) {
      if (!signal.aborted) this.failure.value = asApiError(error);
    }
  }

  #keep(page: number, songs: readonly S[]): void {
    const pages = new Map(this.#isStale ? [] : this.#pages.peek());
    this.#isStale = false;
    pages.set(page, songs);
    for (const oldest of pages.keys()) {
      if (pages.size <= ROOM) break;
      pages.delete(oldest);
      this.#asked.delete(oldest);
    }
    this.#pages.value = pages;
  }
}
