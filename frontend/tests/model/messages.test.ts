import { expect, test } from "vitest";
import type { ConversationShape as Talk, MessageShape as Message } from "../../src/core/contract";
import { after, byDay, excerpt, joined, newestUnread, songOf } from "../../src/model/messages";

const ME = 1;

function message(id: number, from: number, to: number, more: Partial<Message> = {}): Message {
  return {
    id,
    sender: from,
    sender_name: `user${from}`,
    receiver: to,
    receiver_name: `user${to}`,
    content: `no. ${id}`,
    created_at: "2026-11-30T10:00:00Z",
    read_at: null,
    is_mine: from === ME,
    song: null,
    ...more,
  };
}

const SONG = { id: 7, title: "Dawn", duration_s: 5, public: false, url: "/api/messages/3/song/?sig=x" };

function told(talks: readonly Talk[]): unknown[] {
  return talks.map(({ user, unread, last_message }) => [user.username, unread, last_message.id]);
}

test("a message puts its conversation first, and is counted where it is to me and new", () => {
  let talks = after([], message(1, 2, ME));
  talks = after(talks, message(2, 3, ME));
  talks = after(talks, message(3, 2, ME));
  expect(told(talks)).toEqual([["user2", 2, 3], ["user3", 1, 2]]);
  talks = after(talks, message(4, ME, 3));
  expect(told(talks)).toEqual([["user3", 1, 4], ["user2", 2, 3]]);
});

test("a message that comes twice counts once", () => {
  const once = after([], message(1, 2, ME));
  expect(told(after(once, message(1, 2, ME)))).toEqual(told(once));
});

test("two stretches are one, in order and each message once", () => {
  const [a, b, c] = [message(1, 2, ME), message(2, ME, 2), message(3, 2, ME)];
  expect(joined([c, b], [b, a])).toEqual([a, b, c]);
});

test("what is read is the newest to me that was not", () => {
  const read = message(1, 2, ME, { read_at: "2026-11-30T10:01:00Z" });
  expect(newestUnread([read, message(2, 2, ME), message(3, ME, 2)])?.id).toBe(2);
  expect(newestUnread([read])).toBeUndefined();
});

test("a list shows one line, and a song where there are no words", () => {
  expect(excerpt(message(1, ME, 2, { content: "one\n two" }))).toBe("You: one two");
  expect(excerpt(message(1, 2, ME, { content: "", song: SONG }))).toBe("“Dawn”");
});

test("messages lie under their days", () => {
  const at = (created_at: string): Message => message(1, 2, ME, { created_at });
  const all = ["2025-12-31T12:00:00", "2026-11-28T12:00:00", "2026-11-29T12:00:00", "2026-11-30T08:00:00", "2026-11-30T09:00:00"].map(at);
  const days = byDay(all, new Date("2026-11-30T12:00:00"));
  expect(days.map(({ name, messages }) => [name, messages.length])).toEqual([
    ["31 December 2025", 1],
    ["28 November", 1],
    ["Yesterday", 1],
    ["Today", 2],
  ]);
});

test("the song of a message can be played by the address that came with it", () => {
  expect(songOf(message(3, 2, ME, { song: SONG }))).toMatchObject({ id: 7, state: "ready", outputs: [{ kind: "master", format: "mp3", url: SONG.url }] });
  expect(songOf(message(3, 2, ME))).toBeNull();
});

test("what is somebody else's and private is shown by its message", () => {
  expect(songOf(message(3, 2, ME, { song: SONG }))?.page).toBe("/received/3");
  expect(songOf(message(3, 2, ME, { song: { ...SONG, public: true } }))?.page).toBeUndefined();
  expect(songOf(message(3, ME, 2, { song: SONG }))?.page).toBeUndefined();
});
