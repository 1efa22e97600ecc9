/** Accounts: signing in and out, verifying an address, a forgotten password. */
import { ask } from "../core/http";
import type { User } from "../core/wire";

export const whoAmI = (): Promise<User> => ask("/api/auth/user/");
export const signIn = (email: string, password: string): Promise<{ user: User }> =>
  ask("/api/auth/login/", { method: "POST", body: { email, password } });
export const signUp = (username: string, email: string, password: string): Promise<unknown> =>
  ask("/api/auth/register/", { method: "POST", body: { username, email, password } });
export const signOut = (): Promise<unknown> => ask("/api/auth/logout/", { method: "POST" });

export const sendLink = (): Promise<{ message: string }> => ask("/api/auth/verify-email/", { method: "POST" });
export const askForReset = (email: string): Promise<unknown> =>
  ask("/api/auth/forgot-password/", { method: "POST", body: { email } });
export const resetPassword = (token: string, new_password: string, confirm_password: string): Promise<unknown> =>
  ask(`/api/auth/reset-password/${token}/`, { method: "POST", body: { new_password, confirm_password } });

/** A letter in the development mailbox. */
export interface Letter {
  id: string;
  to: string;
  subject: string;
  text: string;
  links: string[];
}

/** The letters to an address, or all; refused where there is no such mailbox. */
export async function listLetters(to = ""): Promise<Letter[]> {
  return (await ask<{ results: Letter[] }>(`/api/dev/mailbox?${new URLSearchParams({ to })}`)).results;
}
