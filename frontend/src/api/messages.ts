/** What people write to each other, and whom they do not want to hear. */
import { addressOf, call } from "../core/client";
import type {
  BlockedPerson,
  Conversations,
  ConversationShape as Talk,
  ListedPerson,
  MessagePage,
  MessageShape as Message,
  NewReport,
  PersonAnswer as Person,
} from "../core/contract";
import type { Page, Song } from "../core/wire";

export type { BlockedPerson, ListedPerson, Message, Person, Talk };

export const PAGE_SIZE = 30;
const FOUND = 12;

export const listTalks = (page: number, page_size = PAGE_SIZE): Promise<Conversations> =>
  call("GET /api/messages/conversations/", { query: { page, page_size } });
export const listWith = (person_id: number, page: number): Promise<MessagePage> =>
  call("GET /api/users/{person_id}/messages/", { path: { person_id }, query: { page, page_size: PAGE_SIZE } });
/** What came after a message, the oldest first. */
export const listAfter = (after: number): Promise<MessagePage> => call("GET /api/messages/", { query: { after } });
export const getMessage = (message_id: number): Promise<Message> => call("GET /api/messages/{message_id}/", { path: { message_id } });
export const newestMessages = (): Promise<MessagePage> => call("GET /api/messages/", { query: { page_size: 1 } });
export const eventsAfter = (after: number | null): string => addressOf("/api/messages/events", {}, { after });

export const sendMessage = (receiver: number, content: string, song_id: number | null): Promise<Message> =>
  call("POST /api/messages/", { body: { receiver, content, song_id } });
export const removeMessage = (message_id: number): Promise<unknown> =>
  call("DELETE /api/messages/{message_id}/", { path: { message_id } });
export const markRead = (person_id: number, up_to: number): Promise<{ read: number }> =>
  call("POST /api/users/{person_id}/messages/read/", { path: { person_id }, body: { up_to } });

export const getPerson = (person_id: number): Promise<Person> => call("GET /api/users/{person_id}/", { path: { person_id } });
export const findPeople = (q: string): Promise<Page<ListedPerson>> => call("GET /api/users/", { query: { q, page_size: FOUND } });
/** Songs that one may show others: one's own, and public ones. */
export const findSongs = (q: string, scope: "mine" | "all"): Promise<Page<Song>> =>
  call("GET /api/songs/", { query: { scope, sort: "-created", page_size: FOUND, ...(q ? { q } : {}) } });

export async function listBlocked(): Promise<BlockedPerson[]> {
  return (await call("GET /api/blocks/")).results;
}
export const block = (person_id: number): Promise<unknown> => call("PUT /api/users/{person_id}/block/", { path: { person_id } });
export const unblock = (person_id: number): Promise<unknown> => call("DELETE /api/users/{person_id}/block/", { path: { person_id } });
export const report = (kind: NewReport["kind"], thing: number, reason: string): Promise<unknown> =>
  call("POST /api/reports/", { body: { kind, thing, reason } });
