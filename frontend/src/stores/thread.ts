/** The conversation that is open. */
import { computed, signal } from "@preact/signals";
import * as api from "../api/messages";
import type { ApiError } from "../core/http";
import { asApiError } from "../core/loading";
import type { Scope } from "../core/scope";
import { joined, newestUnread, otherOf, songOf } from "../model/messages";
import { lend } from "./lending";
import { playSong } from "./player";
import { heard, loadTalks, wasRead } from "./talks";

export const person = signal<api.Person | null>(null);
/** The oldest first; null until they are there. */
export const messages = signal<readonly api.Message[] | null>(null);
export const threadFailure = signal<ApiError | null>(null);
const count = signal(0);
export const hasEarlier = computed(() => (messages.value?.length ?? 0) < count.value);

let open: number | null = null;

/** Show what was written between somebody and oneself, for as long as the scope is open. */
export function openThread(scope: Scope, other: number): void {
  open = other;
  void load(other);
  scope.listen(document, "visibilitychange", () => void read());
  scope.add(() => {
    open = null;
    person.value = messages.value = threadFailure.value = null;
    count.value = 0;
  });
}

async function load(other: number): Promise<void> {
  try {
    const [who, page] = await Promise.all([api.getPerson(other), api.listWith(other, 1)]);
    if (open !== other) return;
    person.value = who;
    count.value = page.count;
    messages.value = joined(page.results, messages.peek() ?? []);
    await read();
  } catch (error) {
    if (open === other) threadFailure.value = asApiError(error);
  }
}

export async function loadEarlier(): Promise<void> {
  const [other, known] = [open, messages.peek()];
  if (other === null || !known) return;
  const page = await api.listWith(other, Math.floor(known.length / api.PAGE_SIZE) + 1);
  if (open !== other) return;
  count.value = page.count;
  messages.value = joined(page.results, messages.peek() ?? []);
}

/** A message came: it is shown where its conversation is open, and read where somebody sees it. */
export function take(message: api.Message): void {
  heard(message);
  const known = messages.peek();
  if (otherOf(message) !== open || !known || known.some(({ id }) => id === message.id)) return;
  count.value++;
  messages.value = joined(known, [message]);
  void read();
}

async function read(): Promise<void> {
  const [other, last] = [open, newestUnread(messages.peek() ?? [])];
  if (other === null || !last || document.hidden) return;
  const now = new Date().toISOString();
  messages.value = messages.peek()?.map((one) => (one.is_mine || one.read_at ? one : { ...one, read_at: now })) ?? null;
  wasRead(other, (await api.markRead(other, last.id)).read);
}

/** Write to whom the conversation is with. */
export async function send(content: string, song_id: number | null): Promise<void> {
  if (open !== null) take(await api.sendMessage(open, content, song_id));
}

export async function remove({ id }: api.Message): Promise<void> {
  await api.removeMessage(id);
  messages.value = messages.peek()?.filter((one) => one.id !== id) ?? null;
  count.value--;
  await loadTalks();
}

/** Play the song that came with a message: what is neither public nor one's own is heard by the message's address. */
export async function playAttached(message: api.Message): Promise<void> {
  const song = songOf(message);
  if (!song) return;
  if (song.page) lend(song);
  await playSong(song.id);
}
