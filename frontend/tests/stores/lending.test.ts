import { beforeEach, expect, it, vi } from "vitest";
import { getMessage, type Message } from "../../src/api/messages";
import { borrowed, isLent, takeBack } from "../../src/stores/lending";

vi.mock("../../src/api/messages");
vi.mock("../../src/api/shares");

const song = (id: number) => ({ id, title: "Dawn", duration_s: 5, public: false, url: "/api/messages/3/song/?sig=x" });
const sent = (id: number): Message => ({ id: 3, is_mine: false, song: song(id), created_at: "2026-11-30T10:00:00Z" }) as Message;

beforeEach(() => void vi.mocked(getMessage).mockReset());

it("asks once for a song where it was heard before", async () => {
  vi.mocked(getMessage).mockResolvedValue(sent(7));
  expect(await borrowed(7, "/received/3")).toMatchObject({ id: 7, page: "/received/3" });
  await borrowed(7, "/received/3");
  expect(getMessage).toHaveBeenCalledExactlyOnceWith(3);
  expect(isLent(7)).toBe(true);
});

it("refuses a song that came with it no longer", async () => {
  vi.mocked(getMessage).mockResolvedValue({ ...sent(8), song: null });
  await expect(borrowed(8, "/received/3")).rejects.toMatchObject({ status: 404 });
});

it("lends nothing that is heard at its own address", async () => expect(await borrowed(9)).toBeNull());

it("lends nothing of what somebody was sent to whoever comes after them", async () => {
  vi.mocked(getMessage).mockResolvedValue(sent(10));
  await borrowed(10, "/received/3");
  takeBack();
  expect(isLent(10)).toBe(false);
});
