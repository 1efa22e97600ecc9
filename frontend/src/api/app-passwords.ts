/** Passwords for music players, which open nothing but what players need. */
import { call } from "../core/client";
import type { AppPasswordShape as AppPassword, FreshAppPassword } from "../core/contract";

export type { AppPassword, FreshAppPassword };

export async function listAppPasswords(): Promise<AppPassword[]> {
  return (await call("GET /api/auth/app-passwords/")).results;
}
export const makeAppPassword = (name: string): Promise<FreshAppPassword> =>
  call("POST /api/auth/app-passwords/", { body: { name } });
export const endAppPassword = (id: number): Promise<unknown> =>
  call("DELETE /api/auth/app-passwords/{password_id}/", { path: { password_id: id } });
