/** Conversations: what comes into which, in which order, under which day. */
import type { ConversationShape as Talk, MessageShape as Message } from "../core/contract";
import { BARE, masterAt } from "./bare-song";
import type { SongDetail } from "../core/wire";
import { date } from "./time";

/** With whom a message was exchanged. */
export function otherOf({ is_mine, sender, receiver }: Message): number {
  return is_mine ? receiver : sender;
}

/** Two stretches of a conversation as one, the oldest first, each message once. */
export function joined(some: readonly Message[], more: readonly Message[]): Message[] {
  const byId = new Map([...some, ...more].map((message) => [message.id, message]));
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

/** The conversations after a message: its own comes first, and counts it where it is to me and new. */
export function after(talks: readonly Talk[], message: Message): Talk[] {
  const before = talks.find(({ user }) => user.id === otherOf(message));
  if (before && before.last_message.id >= message.id) return [...talks];
  const isUnread = !message.is_mine && message.read_at === null;
  const talk: Talk = {
    user: before?.user ?? stranger(message),
    blocked: before?.blocked ?? false,
    unread: (before?.unread ?? 0) + Number(isUnread),
    last_message: message,
    last_at: message.created_at,
  };
  return [talk, ...talks.filter((one) => one !== before)];
}

function stranger(message: Message): Talk["user"] {
  const username = message.is_mine ? message.receiver_name : message.sender_name;
  return { id: otherOf(message), username, full_name: "", avatar: null, active: true };
}

/** The newest message to me that was not read yet. */
export function newestUnread(messages: readonly Message[]): Message | undefined {
  return messages.findLast(({ is_mine, read_at }) => !is_mine && read_at === null);
}

/** What a conversation shows of its last message in one line. */
export function excerpt({ is_mine, content, song }: Message): string {
  const words = content.replace(/\s+/g, " ") || `“${song?.title ?? "A song"}”`;
  return is_mine ? `You: ${words}` : words;
}

export interface Day {
  name: string;
  messages: Message[];
}

/** Messages by the day on which they were written. */
export function byDay(messages: readonly Message[], now: Date): Day[] {
  const days: Day[] = [];
  for (const message of messages) {
    const name = dayName(new Date(message.created_at), now);
    const last = days.at(-1);
    if (last?.name === name) last.messages.push(message);
    else days.push({ name, messages: [message] });
  }
  return days;
}

function dayName(then: Date, now: Date): string {
  if (then.toDateString() === now.toDateString()) return "Today";
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (then.toDateString() === yesterday.toDateString()) return "Yesterday";
  return date(then, now);
}

/** The song that came with a message as one that can be played; null where none did.
 *
 * What is neither public nor one's own is heard, and shown, by the message alone.
 */
export function songOf({ id: message, is_mine, song, created_at }: Message): SongDetail | null {
  if (!song) return null;
  const { id, title, duration_s, url } = song;
  const page = song.public || is_mine ? {} : { page: `/received/${message}` };
  return { ...BARE, id, title, duration_s, created_at, public: song.public, ...page, outputs: [{ ...masterAt(url, title, duration_s), format: "mp3" }] };
}
