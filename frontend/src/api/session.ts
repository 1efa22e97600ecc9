/** Accounts. */
import { ask } from "../core/http";
import type { User } from "../core/wire";

export const whoAmI = (): Promise<User> => ask("/api/auth/user/");
export const signIn = (email: string, password: string): Promise<{ user: User }> =>
  ask("/api/auth/login/", { method: "POST", body: { email, password } });
export const signUp = (username: string, email: string, password: string): Promise<unknown> =>
  ask("/api/auth/register/", { method: "POST", body: { username, email, password } });
export const signOut = (): Promise<unknown> => ask("/api/auth/logout/", { method: "POST" });
