import { expect, it, test } from "vitest";
import { asideBy, placeAt, placeByKey } from "../../src/model/sorting";

test.each([
  [100, 0],
  [149, 0],
  [151, 1],
  [90, 0],
  [9999, 4],
])("a row held at %d lands at %d", (y, place) => expect(placeAt(y, 100, 50, 5)).toBe(place));

test.each([
  ["ArrowUp", 2, 1],
  ["ArrowDown", 2, 3],
  ["Home", 2, 0],
  ["End", 2, 4],
  ["ArrowUp", 0, null],
  ["ArrowDown", 4, null],
  ["Enter", 2, null],
])("%s moves row %d to %s", (key, from, to) => expect(placeByKey(key, from, 5)).toBe(to));

it("lets the rows between stand aside", () => {
  expect([0, 1, 2, 3, 4].map((i) => asideBy(i, 1, 3))).toEqual([0, 0, -1, -1, 0]);
  expect([0, 1, 2, 3, 4].map((i) => asideBy(i, 3, 1))).toEqual([0, 1, 1, 0, 0]);
});
