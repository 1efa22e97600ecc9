/** Takes: the versions of a song, and the edits that make new ones. */
import { call } from "../core/client";
import type { SongDetail } from "../core/wire";
import type { Takes } from "../core/wire-takes";
import type { Edit } from "../model/edits";
import type { Accepted } from "./music";

export const listTakes = (song: number): Promise<Takes> => call("GET /api/songs/{song_id}/takes", { path: { song_id: song } }) as Promise<Takes>;
export const editSong = (song: number, edit: Edit): Promise<Accepted> =>
  call("POST /api/songs/{song_id}/takes", { path: { song_id: song }, body: edit });
export const chooseTake = (song: number, number: number): Promise<unknown> =>
  call("PATCH /api/songs/{song_id}/takes/{number}", { path: { song_id: song, number }, body: { current: true } });
export const deleteTake = (song: number, number: number): Promise<unknown> =>
  call("DELETE /api/songs/{song_id}/takes/{number}", { path: { song_id: song, number } });
export const getTake = (song: number, number: number): Promise<Pick<SongDetail, "take" | "quality">> =>
  call("GET /api/songs/{song_id}/takes/{number}", { path: { song_id: song, number } }) as Promise<unknown> as Promise<Pick<SongDetail, "take" | "quality">>;
