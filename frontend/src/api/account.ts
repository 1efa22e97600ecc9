/** One's own account: what can be changed, seen, carried away and ended. */
import { ask } from "../core/http";
import type { User } from "../core/wire";

/** A session or an API key. */
export interface Login {
  id: string;
  name: string;
  created_at: string;
  last_used_at: string;
  is_current: boolean;
}

export type LoginKind = "sessions" | "keys";

/** Everything of an account as one file: whether it is there, or what became of the job that makes it. */
export interface Takeaway {
  status: "none" | "queued" | "started" | "finished" | "failed";
  job_id: string | null;
  url: string | null;
  bytes: number | null;
  kept_until: string | null;
  error: string | null;
}

export const rename = (names: { username?: string; full_name?: string }): Promise<User> =>
  ask("/api/auth/user/", { method: "PATCH", body: names });
export const changeEmail = (email: string, password: string): Promise<{ message: string; user: User }> =>
  ask("/api/auth/change-email/", { method: "POST", body: { email, password } });
export const changePassword = (current_password: string, new_password: string, confirm_password: string): Promise<unknown> =>
  ask("/api/auth/change-password/", { method: "POST", body: { current_password, new_password, confirm_password } });

export function setAvatar(file: File): Promise<User> {
  const form = new FormData();
  form.append("file", file);
  return ask("/api/auth/avatar/", { method: "PUT", body: form });
}
export const removeAvatar = (): Promise<User> => ask("/api/auth/avatar/", { method: "DELETE" });

export async function listLogins(kind: LoginKind): Promise<Login[]> {
  return (await ask<{ results: Login[] }>(`/api/auth/${kind}/`)).results;
}
export const nameLogin = (kind: LoginKind, id: string, name: string): Promise<Login> =>
  ask(`/api/auth/${kind}/${id}/`, { method: "PATCH", body: { name } });
export const endLogin = (kind: LoginKind, id: string): Promise<unknown> => ask(`/api/auth/${kind}/${id}/`, { method: "DELETE" });
export const endOthers = (): Promise<unknown> => ask("/api/auth/sessions/", { method: "DELETE" });
export const makeKey = (name: string): Promise<Login & { key: string }> =>
  ask("/api/auth/keys/", { method: "POST", body: { name } });

export const takeaway = (): Promise<Takeaway> => ask("/api/auth/export/");
export const packEverything = (): Promise<Takeaway> => ask("/api/auth/export/", { method: "POST" });
export const deleteAccount = (password: string): Promise<unknown> =>
  ask("/api/auth/delete-account/", { method: "POST", body: { password } });
