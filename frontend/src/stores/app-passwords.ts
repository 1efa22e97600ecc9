/** The music players that somebody let in. */
import { signal } from "@preact/signals";
import * as api from "../api/app-passwords";
import { asApiError } from "../core/loading";
import type { Scope } from "../core/scope";

export const appPasswords = signal<readonly api.AppPassword[] | null>(null);
/** One that was just made; it is shown this once. */
export const freshAppPassword = signal<api.FreshAppPassword | null>(null);

/** Fetch them, and forget them when the page is left. */
export function openAppPasswords(scope: Scope): void {
  loadAppPasswords().catch(asApiError);
  scope.add(() => {
    appPasswords.value = freshAppPassword.value = null;
  });
}

export async function loadAppPasswords(): Promise<void> {
  appPasswords.value = await api.listAppPasswords();
}

export async function makeAppPassword(name: string): Promise<void> {
  freshAppPassword.value = await api.makeAppPassword(name);
  await loadAppPasswords();
}

export async function endAppPassword(id: number): Promise<void> {
  await api.endAppPassword(id);
  if (freshAppPassword.peek()?.id === id) freshAppPassword.value = null;
  await loadAppPasswords();
}
