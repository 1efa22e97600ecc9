import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { listBlocked, listTalks } from "../../src/api/messages";
import { listPlaylists, publicPlaylists } from "../../src/api/playlists";
import { Scope } from "../../src/core/scope";
import type { User } from "../../src/core/wire";
import { keepPlaylists, mine } from "../../src/stores/playlists";
import { user } from "../../src/stores/session";
import { countUnread, forgetTalks, loadTalks, talks, unread } from "../../src/stores/talks";

vi.mock("../../src/api/messages");
vi.mock("../../src/api/playlists");
vi.mock("../../src/core/router", () => ({ go: vi.fn() }));

const EMPTY = { success: true, count: 0, next: null, previous: null, results: [] } as const;

/** What is answered only when the test says so. */
function late<T>(): { promise: Promise<T>; answer: (value: unknown) => void } {
  let answer: (value: unknown) => void = () => undefined;
  const promise = new Promise<T>((resolve) => (answer = (value) => resolve(value as T)));
  return { promise, answer };
}

let scope: Scope;

beforeEach(() => void (scope = new Scope()));
afterEach(() => scope.end());

it("shows nobody the playlists of whoever has just gone", async () => {
  const own = late<Awaited<ReturnType<typeof listPlaylists>>>();
  vi.mocked(listPlaylists).mockReturnValue(own.promise);
  vi.mocked(publicPlaylists).mockResolvedValue({ ...EMPTY, results: [] });
  user.value = { id: 1 } as User;
  keepPlaylists(scope);
  user.value = null;
  await vi.waitFor(() => expect(mine.value).toEqual([]));
  own.answer({ ...EMPTY, results: [{ id: 7 }] });
  await new Promise((done) => setTimeout(done));
  expect(mine.value).toEqual([]);
});

it("shows nobody the messages of whoever has just gone", async () => {
  const found = late<Awaited<ReturnType<typeof listTalks>>>();
  vi.mocked(listTalks).mockReturnValue(found.promise);
  vi.mocked(listBlocked).mockResolvedValue([]);
  const looking = [loadTalks(), countUnread()];
  forgetTalks();
  found.answer({ ...EMPTY, unread: 3, results: [{ user: { id: 2 } }] });
  await Promise.all(looking);
  expect([talks.value, unread.value]).toEqual([null, 0]);
});
