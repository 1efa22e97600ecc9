import { beforeEach, expect, it, vi } from "vitest";
import { type Album, removeAlbum } from "../../src/api/albums";
import { ApiError } from "../../src/core/http";
import { removeLater, stays } from "../../src/stores/albums";
import { dismiss, toast, undo } from "../../src/stores/toast";

vi.mock("../../src/api/albums");
vi.mock("../../src/api/songs");

const remove = vi.mocked(removeAlbum);
const album = { id: 3, title: "Three tones", created_at: "2026-11-30T10:00:00Z" } as Album;

beforeEach(() => {
  toast.value = null;
  remove.mockReset().mockResolvedValue({});
});

it("can be taken back until the toast has gone", async () => {
  removeLater(album, true);
  expect(stays(album)).toBe(false);
  await undo();
  dismiss();
  expect([stays(album), remove.mock.calls]).toEqual([true, []]);
});

it("is removed once, when nobody can take it back any more", () => {
  removeLater(album, false);
  expect(remove).not.toHaveBeenCalled();
  dismiss();
  dismiss();
  expect(remove).toHaveBeenCalledExactlyOnceWith(3, false);
  expect(stays({ ...album, created_at: "2026-12-01T10:00:00Z" }), "another one of this number").toBe(true);
});

it("comes back where it could not be removed", async () => {
  remove.mockRejectedValue(new ApiError(0, "offline", "The studio cannot be reached."));
  removeLater(album, true);
  dismiss();
  await vi.waitFor(() => expect(stays(album)).toBe(true));
  expect(toast.value?.says).toBe("The studio cannot be reached.");
});
