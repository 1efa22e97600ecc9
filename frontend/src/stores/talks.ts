/** With whom one writes, how much of it is new, and whom one does not hear. */
import { computed, signal } from "@preact/signals";
import * as api from "../api/messages";
import type { ApiError } from "../core/http";
import { asApiError } from "../core/loading";
import { after } from "../model/messages";

export const unread = signal(0);
/** Null until they are there. */
export const talks = signal<readonly api.Talk[] | null>(null);
export const talkCount = signal(0);
export const talksFailure = signal<ApiError | null>(null);
export const blocked = signal<readonly api.BlockedPerson[]>([]);
const blockedIds = computed(() => new Set(blocked.value.map(({ id }) => id)));
export const isBlocked = (id: number): boolean => blockedIds.value.has(id);

/** Counts whose talks they are: what comes after somebody has gone is not the next one's. */
let readers = 0;

export async function loadTalks(): Promise<void> {
  const reader = readers;
  try {
    const [found, nobody] = await Promise.all([api.listTalks(1), api.listBlocked()]);
    if (reader !== readers) return;
    talks.value = found.results;
    talkCount.value = found.count;
    unread.value = found.unread;
    blocked.value = nobody;
    talksFailure.value = null;
  } catch (error) {
    const problem = asApiError(error);
    if (reader === readers) talksFailure.value = problem;
  }
}

export async function loadMoreTalks(): Promise<void> {
  const known = talks.peek() ?? [];
  const { count, results } = await api.listTalks(Math.floor(known.length / api.PAGE_SIZE) + 1);
  const seen = new Set(known.map(({ user }) => user.id));
  talks.value = [...known, ...results.filter(({ user }) => !seen.has(user.id))];
  talkCount.value = count;
}

/** Count what is new, without the rest. */
export async function countUnread(): Promise<void> {
  const reader = readers;
  const found = await api.listTalks(1, 1);
  if (reader === readers) unread.value = found.unread;
}

export function heard(message: api.Message): void {
  const known = talks.peek();
  if (!known) return;
  const next = after(known, message);
  talkCount.value += next.length - known.length;
  talks.value = next;
}

/** Somebody's messages were read. */
export function wasRead(other: number, number: number): void {
  unread.value = Math.max(0, unread.peek() - number);
  talks.value = talks.peek()?.map((talk) => (talk.user.id === other ? { ...talk, unread: 0 } : talk)) ?? null;
}

export async function block(id: number): Promise<void> {
  await api.block(id);
  blocked.value = await api.listBlocked();
}

export async function unblock(id: number): Promise<void> {
  await api.unblock(id);
  blocked.value = blocked.peek().filter((one) => one.id !== id);
}

export function forgetTalks(): void {
  readers++;
  talks.value = talksFailure.value = null;
  talkCount.value = unread.value = 0;
  blocked.value = [];
}
