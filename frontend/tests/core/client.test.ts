import { expect, test } from "vitest";
import { addressOf } from "../../src/core/client";

test("names in an address are filled in", () => {
  expect(addressOf("/api/songs/{song_id}/takes/{number}", { song_id: 7, number: 2 })).toBe("/api/songs/7/takes/2");
});

test("no name leads elsewhere", () => {
  expect(addressOf("/api/banks/{bank}", { bank: "../auth/user?x#y" })).toBe("/api/banks/..%2Fauth%2Fuser%3Fx%23y");
});

test("what was asked for stands behind the address, what was not is left out", () => {
  expect(addressOf("/api/songs/", {}, { q: "a b&c", page: 2, scope: null, sort: undefined })).toBe("/api/songs/?q=a+b%26c&page=2");
});
