import { expect, test } from "vitest";
import { change, costing, priced, priceOf, rate } from "../../src/model/credits";

const PRICES = [
  { type: "music", engine: "composer", start: 0, per_second: 0.1 },
  { type: "music", engine: "*", start: 2, per_second: 0.5 },
  { type: "edit", engine: "*", start: 1, per_second: 0 },
];

test.each([
  ["music", 30, "composer", 3],
  ["music", 30.1, "composer", 4],
  ["music", 10, "musicgen", 7],
  ["edit", 300, "composer", 1],
  ["export", 300, "composer", 0],
])("a %s of %d s by %s costs %d", (type, seconds, engine, credits) => {
  expect(priceOf(PRICES, type, seconds, engine)).toBe(credits);
});

test("a price is named with the engine where there are several", () => {
  expect(PRICES.map((price) => priced(price, PRICES))).toEqual(["Song, composer", "Song, other engines", "Change of a song"]);
  expect(PRICES.map(rate)).toEqual(["6 a minute", "2 and 30 a minute", "1"]);
});

test("what is missing is seen before the button is pressed", () => {
  expect(costing(6, 94)).toBe("6 of 94 credits");
  expect(costing(6, 1)).toBe("6 credits, you have 1");
});

test("changes have a sign", () => expect([6, -6, 0].map(change)).toEqual(["+6", "−6", "0"]));
