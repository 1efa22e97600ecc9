/** Accounts: signing in and out, verifying an address, a forgotten password. */
import { call } from "../core/client";
import type { User } from "../core/wire";

export const whoAmI = (): Promise<User> => call("GET /api/auth/user/");
export const signIn = (email: string, password: string): Promise<{ user: User }> =>
  call("POST /api/auth/login/", { body: { email, password } });
export const signUp = (username: string, email: string, password: string): Promise<unknown> =>
  call("POST /api/auth/register/", { body: { username, email, password } });
export const signOut = (): Promise<unknown> => call("POST /api/auth/logout/");

export const sendLink = (): Promise<{ message: string }> => call("POST /api/auth/verify-email/");
export const askForReset = (email: string): Promise<unknown> =>
  call("POST /api/auth/forgot-password/", { body: { email } });
export const resetPassword = (token: string, new_password: string, confirm_password: string): Promise<unknown> =>
  call("POST /api/auth/reset-password/{token}/", { path: { token }, body: { new_password, confirm_password } });

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
  return (await call("GET /api/dev/mailbox", { query: { to } })).results;
}
