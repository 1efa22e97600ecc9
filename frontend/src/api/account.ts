/** One's own account: what can be changed, seen, carried away and ended. */
import { call } from "../core/client";
import type { LoginShape as Login, Names, TakeawayAnswer as Takeaway } from "../core/contract";
import type { User } from "../core/wire";

export type { Login, Takeaway };

export type LoginKind = "sessions" | "keys";

export const rename = (names: Names): Promise<User> =>
  call("PATCH /api/auth/user/", { body: names });
export const changeEmail = (email: string, password: string): Promise<{ message: string; user: User }> =>
  call("POST /api/auth/change-email/", { body: { email, password } });
export const changePassword = (current_password: string, new_password: string, confirm_password: string): Promise<unknown> =>
  call("POST /api/auth/change-password/", { body: { current_password, new_password, confirm_password } });

export function setAvatar(file: File): Promise<User> {
  const form = new FormData();
  form.append("file", file);
  return call("PUT /api/auth/avatar/", { body: form });
}
export const removeAvatar = (): Promise<User> => call("DELETE /api/auth/avatar/");

export async function listLogins(kind: LoginKind): Promise<Login[]> {
  return (await call(`GET /api/auth/${kind}/` as const)).results;
}
export const nameLogin = (kind: LoginKind, id: string, name: string): Promise<Login> =>
  call(`PATCH /api/auth/${kind}/{login_id}/` as const, { path: { login_id: id }, body: { name } });
export const endLogin = (kind: LoginKind, id: string): Promise<unknown> =>
  call(`DELETE /api/auth/${kind}/{login_id}/` as const, { path: { login_id: id } });
export const endOthers = (): Promise<unknown> => call("DELETE /api/auth/sessions/");
export const makeKey = (name: string): Promise<Login & { key: string }> =>
  call("POST /api/auth/keys/", { body: { name } });

export const takeaway = (): Promise<Takeaway> => call("GET /api/auth/export/");
export const packEverything = (): Promise<Takeaway> => call("POST /api/auth/export/");
export const deleteAccount = (password: string): Promise<unknown> =>
  call("POST /api/auth/delete-account/", { body: { password } });
