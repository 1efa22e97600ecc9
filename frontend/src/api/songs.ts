/** Songs: listing, opening, changing, throwing away and fetching back. */
import { call } from "../core/client";
import { ask } from "../core/http";
import type { Page, Song, SongDetail } from "../core/wire";
import type { Peaks } from "../core/wire-peaks";

export type SortKey = "created" | "title" | "duration" | "tempo";

export interface SongQuery {
  q: string;
  sort: SortKey;
  isDescending: boolean;
  page: number;
  page_size: number;
}

export function listSongs({ q, sort, isDescending, page, page_size }: SongQuery): Promise<Page<Song>> {
  const order = isDescending ? (`-${sort}` as const) : sort;
  return call("GET /api/songs/", { query: { scope: "mine", sort: order, page, page_size, ...(q ? { q } : {}) } });
}

export const getSong = (id: number): Promise<Song | SongDetail> => call("GET /api/songs/{song_id}/", { path: { song_id: id } });
export const renameSong = (id: number, title: string): Promise<Song> =>
  call("PATCH /api/songs/{song_id}/", { path: { song_id: id }, body: { title } });
export const deleteSong = (id: number): Promise<unknown> => call("DELETE /api/songs/{song_id}/", { path: { song_id: id } });
export const restoreSong = (id: number): Promise<Song> => call("POST /api/songs/{song_id}/restore/", { path: { song_id: id } });
export const getPeaks = (url: string): Promise<Peaks> => ask(url);
