/** What the account page shows: sessions, API keys, and everything in one file. */
import { signal } from "@preact/signals";
import * as api from "../api/account";
import type { Names } from "../core/contract";
import type { Scope } from "../core/scope";
import { loadAppPasswords } from "./app-passwords";
import { follow } from "./jobs";
import { user } from "./session";

export const logins = { sessions: signal<readonly api.Login[] | null>(null), keys: signal<readonly api.Login[] | null>(null) };
export const takeaway = signal<api.Takeaway | null>(null);
/** A key that was just made; it is shown this once. */
export const freshKey = signal<string | null>(null);

/** Fetch all of it, and forget it when the page is left. */
export function openAccount(scope: Scope): void {
  void loadLogins("sessions");
  void loadLogins("keys");
  void look();
  scope.add(() => {
    logins.sessions.value = logins.keys.value = takeaway.value = freshKey.value = null;
  });
}

async function loadLogins(kind: api.LoginKind): Promise<void> {
  logins[kind].value = await api.listLogins(kind);
}

export async function nameLogin(kind: api.LoginKind, id: string, name: string): Promise<void> {
  await api.nameLogin(kind, id, name);
  await loadLogins(kind);
}

export async function endLogin(kind: api.LoginKind, id: string): Promise<void> {
  await api.endLogin(kind, id);
  await loadLogins(kind);
}

export async function endOthers(): Promise<void> {
  await api.endOthers();
  await loadLogins("sessions");
}

export async function makeKey(name: string): Promise<void> {
  freshKey.value = (await api.makeKey(name)).key;
  await loadLogins("keys");
}

/** A new password ends all other sessions, all keys and what lets players in. */
export async function changePassword(current: string, next: string, again: string): Promise<void> {
  await api.changePassword(current, next, again);
  await Promise.all([loadLogins("sessions"), loadLogins("keys"), loadAppPasswords()]);
}

export async function pack(): Promise<void> {
  takeaway.value = await api.packEverything();
  attend(takeaway.value);
}

async function look(): Promise<void> {
  takeaway.value = await api.takeaway();
  attend(takeaway.value);
}

/** Follow the job that packs, if one does. */
function attend({ status, job_id }: api.Takeaway): void {
  if (job_id && (status === "queued" || status === "started")) follow(job_id, null, () => void look());
}

export async function rename(names: Names): Promise<void> {
  user.value = await api.rename(names);
}

export async function changeEmail(email: string, password: string): Promise<string> {
  const { message, user: now } = await api.changeEmail(email, password);
  user.value = now;
  return message;
}

export async function setAvatar(file: File | null): Promise<void> {
  user.value = await (file ? api.setAvatar(file) : api.removeAvatar());
}
