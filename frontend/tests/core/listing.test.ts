import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ApiError } from "../../src/core/http";
import { type Asked, Listing } from "../../src/core/listing";
import { Scope } from "../../src/core/scope";
import type { Page } from "../../src/core/wire";

interface Row {
  id: number;
  name: string;
}

const page = (...names: string[]): Page<Row> => ({ count: names.length, next: null, previous: null, results: names.map((name, id) => ({ id, name })) });
const names = (listing: Listing<Row>): string[] | undefined => listing.rows.peek()?.map(({ name }) => name);

let scope: Scope;
beforeEach(() => {
  vi.useFakeTimers();
  scope = new Scope();
});
afterEach(() => {
  scope.end();
  vi.useRealTimers();
});

it("asks once for words that are typed quickly, and begins at the first page", async () => {
  const fetch = vi.fn((_: Asked<string>) => Promise.resolve(page("a")));
  const listing = new Listing<Row>(fetch, "all");
  listing.page.value = 3;
  listing.open(scope);
  await vi.advanceTimersByTimeAsync(1);
  listing.look({ words: "c" });
  listing.look({ words: "cl " });
  await vi.advanceTimersByTimeAsync(500);
  expect(fetch.mock.calls.map(([asked]) => asked)).toEqual([
    { words: "", state: "all", page: 3 },
    { words: "cl", state: "all", page: 1 },
  ]);
});

it("goes on after the last row of the page before, where that was seen, until something else is looked for", async () => {
  const fetch = vi.fn((_: Asked<string>) => Promise.resolve(page("a", "b")));
  const listing = new Listing<Row>(fetch, "all");
  listing.open(scope);
  await vi.advanceTimersByTimeAsync(1);
  listing.page.value = 2;
  await vi.advanceTimersByTimeAsync(1);
  listing.look({ state: "none" });
  listing.page.value = 2;
  await vi.advanceTimersByTimeAsync(1);
  expect(fetch.mock.calls.map(([{ page, after }]) => [page, after])).toEqual([
    [1, undefined],
    [2, 1],
    [2, undefined],
  ]);
});

it("lets an answer go that a later question overtook", async () => {
  const answers: ((found: Page<Row>) => void)[] = [];
  const listing = new Listing<Row>(() => new Promise((tell) => answers.push(tell)), "all");
  const [first, second] = [listing.renew(), listing.renew()];
  answers[1]?.(page("new"));
  answers[0]?.(page("old"));
  await Promise.all([first, second]);
  expect(names(listing)).toEqual(["new"]);
});

it("asks again after an act where an answer of before is on its way", async () => {
  const answers: ((found: Page<Row>) => void)[] = [];
  const listing = new Listing<Row>(() => new Promise((tell) => answers.push(tell)), "all");
  const before = listing.renew();
  const act = listing.act({ id: 0, name: "a" }, Promise.resolve({ name: "b" }));
  await vi.advanceTimersByTimeAsync(1);
  answers[0]?.(page("a"));
  answers[1]?.(page("b"));
  await Promise.all([before, act]);
  expect(names(listing)).toEqual(["b"]);
});

it("puts what comes of an act into its row, and tells what was refused", async () => {
  const listing = new Listing<Row>(() => Promise.resolve(page("a", "b")), "all");
  await listing.renew();
  await listing.act({ id: 1, name: "b" }, Promise.resolve({ name: "c" }));
  expect(names(listing)).toEqual(["a", "c"]);
  await listing.act({ id: 0, name: "a" }, Promise.reject(new ApiError(409, "conflict", "Not now.")));
  expect([listing.failure.value?.message, names(listing)]).toEqual(["Not now.", ["a", "c"]]);
});
