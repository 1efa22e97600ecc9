/** Takes: the versions of a song, and the edits that make new ones. */
import { ask } from "../core/http";
import type { SongDetail } from "../core/wire";
import type { Takes } from "../core/wire-takes";
import type { Edit } from "../model/edits";
import type { Accepted } from "./music";

export const listTakes = (song: number): Promise<Takes> => ask(`/api/songs/${song}/takes`);
export const editSong = (song: number, edit: Edit): Promise<Accepted> =>
  ask(`/api/songs/${song}/takes`, { method: "POST", body: edit });
export const chooseTake = (song: number, number: number): Promise<unknown> =>
  ask(`/api/songs/${song}/takes/${number}`, { method: "PATCH", body: { current: true } });
export const deleteTake = (song: number, number: number): Promise<unknown> =>
  ask(`/api/songs/${song}/takes/${number}`, { method: "DELETE" });
export const getTake = (song: number, number: number): Promise<Pick<SongDetail, "take" | "quality">> =>
  ask(`/api/songs/${song}/takes/${number}`);
