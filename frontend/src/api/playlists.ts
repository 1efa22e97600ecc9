/** Playlists: what is in them, in which order, and who may change them. */
import { call } from "../core/client";
import type { ChangedList, OpenedPlaylist, PlaylistAnswer, PlaylistChange, PlaylistPage, MemberList, Invitation, RuleFields, RulePreview, Whose } from "../core/contract";

export const listPlaylists = (page: number, page_size: number, whose: Whose): Promise<PlaylistPage> =>
  call("GET /api/playlists/", { query: { page, page_size, whose } });
export const publicPlaylists = (page: number, page_size: number): Promise<PlaylistPage> =>
  call("GET /api/public-playlists/", { query: { page, page_size } });
export const openPlaylist = (id: number, page: number, page_size: number, signal?: AbortSignal): Promise<OpenedPlaylist> =>
  call("GET /api/playlist/{playlist_id}/", { path: { playlist_id: id }, query: { page, page_size } }, signal ? { signal } : {});
export const makePlaylist = (body: PlaylistChange): Promise<PlaylistAnswer> => call("POST /api/playlists/", { body });
export const changePlaylist = (id: number, body: PlaylistChange): Promise<PlaylistAnswer> =>
  call("PATCH /api/playlists/{playlist_id}/", { path: { playlist_id: id }, body });
export const deletePlaylist = (id: number): Promise<unknown> => call("DELETE /api/playlists/{playlist_id}/", { path: { playlist_id: id } });

/** Send a picture as the cover. */
export function sendCover(id: number, file: File): Promise<PlaylistAnswer> {
  const form = new FormData();
  form.append("cover_image", file);
  return call("PATCH /api/playlists/{playlist_id}/", { path: { playlist_id: id }, body: form as unknown as PlaylistChange });
}

export const addSongs = (id: number, songs: readonly number[]): Promise<ChangedList> =>
  call("POST /api/playlists/{playlist_id}/songs/", { path: { playlist_id: id }, body: { songs: [...songs] } });
export const moveEntries = (id: number, entries: readonly number[], to: number): Promise<ChangedList> =>
  call("POST /api/playlists/{playlist_id}/move/", { path: { playlist_id: id }, body: { entries: [...entries], to } });
export const takeOut = (id: number, entries: readonly number[]): Promise<ChangedList> =>
  call("POST /api/playlists/{playlist_id}/remove/", { path: { playlist_id: id }, body: { entries: [...entries] } });
/** Let a playlist hold what ``undo`` of a change says. */
export const takeBack = (id: number, { songs, entries, changed_at }: ChangedList["undo"]): Promise<ChangedList> =>
  call("PUT /api/playlists/{playlist_id}/songs/", { path: { playlist_id: id }, body: { songs, entries, changed_at } });

export const listMembers = (id: number): Promise<MemberList> => call("GET /api/playlists/{playlist_id}/members/", { path: { playlist_id: id } });
export const dismissMember = (id: number, user: number): Promise<unknown> =>
  call("DELETE /api/playlists/{playlist_id}/members/{user_id}/", { path: { playlist_id: id, user_id: user } });
export const invite = (id: number): Promise<Invitation> => call("POST /api/playlists/{playlist_id}/invitation/", { path: { playlist_id: id } });
export const joinPlaylist = (token: string): Promise<PlaylistAnswer> => call("POST /api/playlists/join/", { body: { token } });

export const ruleFields = (): Promise<RuleFields> => call("GET /api/playlists/fields/");
export const tryRule = (rule: object): Promise<RulePreview> => call("POST /api/playlists/preview/", { body: { rule } });
