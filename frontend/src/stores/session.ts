/** Who is using the studio. */
import { computed, signal } from "@preact/signals";
import { deleteAccount } from "../api/account";
import * as api from "../api/session";
import { ApiError } from "../core/http";
import type { User } from "../core/wire";

/** Undefined until it is known. */
export const user = signal<User | null | undefined>(undefined);
export const isSignedIn = computed(() => Boolean(user.value));

/** Find out who is signed in. */
export async function meet(): Promise<void> {
  try {
    user.value = await api.whoAmI();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    user.value = null;
  }
}

export async function signIn(email: string, password: string): Promise<void> {
  user.value = (await api.signIn(email, password)).user;
}

/** Open an account and sign in with it. */
export async function signUp(username: string, email: string, password: string): Promise<void> {
  await api.signUp(username, email, password);
  await signIn(email, password);
}

export async function signOut(): Promise<void> {
  await api.signOut();
  forgetMe();
}

/** Delete the account for good. */
export async function leaveForGood(password: string): Promise<void> {
  await deleteAccount(password);
  forgetMe();
}

/** Know nobody any more, as when the server has ended the session. */
export function forgetMe(): void {
  user.value = null;
}
