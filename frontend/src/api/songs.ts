/** Songs: listing, opening, changing, throwing away and fetching back. */
import { call } from "../core/client";
import { ask } from "../core/http";
import type { BulkAnswer, BulkBody, Facets, Heard, Scope } from "../core/contract";
import type { Page, Song, SongDetail } from "../core/wire";
import type { Peaks } from "../core/wire-peaks";
import type { Filters } from "../model/filters";

export type SortKey = "created" | "title" | "duration" | "tempo";

export interface SongQuery extends Filters {
  scope?: Scope;
  q: string;
  sort: SortKey;
  isDescending: boolean;
  page: number;
  page_size: number;
}

export function listSongs({ q, sort, isDescending, scope = "mine", ...rest }: SongQuery, signal?: AbortSignal): Promise<Page<Song>> {
  const order = isDescending ? (`-${sort}` as const) : sort;
  return call("GET /api/songs/", { query: { ...rest, scope, sort: order, ...(q ? { q } : {}) } }, signal ? { signal } : {});
}

export const countFacets = (scope: Scope, q: string, filters: Filters, signal: AbortSignal): Promise<Facets> =>
  call("GET /api/songs/facets/", { query: { scope, ...filters, ...(q ? { q } : {}) } }, { signal });

export const likedSongs = (page: number, page_size: number, signal: AbortSignal): Promise<Page<Song>> =>
  call("GET /api/liked-songs/", { query: { page, page_size } }, { signal });
export const history = (page: number, page_size: number): Promise<Heard[]> => call("GET /api/playback-history/", { query: { page, page_size } });

/** Change many songs at once. */
export const bulk = (body: BulkBody): Promise<BulkAnswer> => call("POST /api/songs/bulk/", { body });

type Pool = "featured" | "trending" | "made-for-you" | "random";

/** Songs to listen to, drawn from a pool. */
export const drawSongs = async (pool: Pool, limit: number): Promise<readonly Song[]> =>
  (await call(`GET /api/songs/${pool}/`, { query: { limit, ...(pool === "random" ? { scope: "all" } : {}) } } as never)).results;

export const getSong = (id: number): Promise<Song | SongDetail> => call("GET /api/songs/{song_id}/", { path: { song_id: id } });
export const bringSong = (form: FormData): Promise<{ id: number }> => call("POST /api/songs/", { body: form });
export const renameSong = (id: number, title: string): Promise<Song> =>
  call("PATCH /api/songs/{song_id}/", { path: { song_id: id }, body: { title } });
export const setPublic = (song_id: number, isPublic: boolean): Promise<Song> =>
  call("PATCH /api/songs/{song_id}/", { path: { song_id }, body: { public: isPublic } });
/** Say which track of its album a song is. */
export const placeSong = (id: number, track_number: number): Promise<Song> =>
  call("PATCH /api/songs/{song_id}/", { path: { song_id: id }, body: { track_number } });
export const deleteSong = (id: number): Promise<unknown> => call("DELETE /api/songs/{song_id}/", { path: { song_id: id } });
export const restoreSong = (id: number): Promise<Song> => call("POST /api/songs/{song_id}/restore/", { path: { song_id: id } });
export const getPeaks = (url: string): Promise<Peaks> => ask(url);
