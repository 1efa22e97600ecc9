/** Links that open something to whoever has them. */
import { call } from "../core/client";
import type { NewShare, Profile, ShareAnswer, SharedThing, SharePage } from "../core/contract";

export const makeShare = (body: NewShare): Promise<ShareAnswer> => call("POST /api/shares/", { body });
export const listShares = (page: number, page_size: number): Promise<SharePage> => call("GET /api/shares/", { query: { page, page_size } });
export const endShare = (id: number): Promise<unknown> => call("DELETE /api/shares/{share_id}/", { path: { share_id: id } });
export const openShare = (token: string): Promise<SharedThing> => call("GET /api/shared/{token}/", { path: { token } });
export const openProfile = (username: string, page: number, page_size: number): Promise<Profile> =>
  call("GET /api/profiles/{username}/", { path: { username }, query: { page, page_size } });
