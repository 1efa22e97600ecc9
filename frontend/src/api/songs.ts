/** Songs: listing, opening, changing, throwing away and fetching back. */
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
  const query = new URLSearchParams({
    scope: "mine",
    sort: (isDescending ? "-" : "") + sort,
    page: String(page),
    page_size: String(page_size),
    ...(q ? { q } : {}),
  });
  return ask(`/api/songs/?${query}`);
}

export const getSong = (id: number): Promise<Song | SongDetail> => ask(`/api/songs/${id}/`);
export const renameSong = (id: number, title: string): Promise<Song> =>
  ask(`/api/songs/${id}/`, { method: "PATCH", body: { title } });
export const deleteSong = (id: number): Promise<void> => ask(`/api/songs/${id}/`, { method: "DELETE" });
export const restoreSong = (id: number): Promise<Song> => ask(`/api/songs/${id}/restore/`, { method: "POST" });
export const getPeaks = (url: string): Promise<Peaks> => ask(url);
