import { expect, it, test } from "vitest";
import { wrap } from "../../src/audio/buffer-deck";
import { decodingRate } from "../../src/audio/decoding";

test.each([
  [5, 5],
  [9.9, 9.9],
  [10, 4],
  [12, 6],
  [16, 4],
  [23.5, 5.5],
])("%d s after the start a loop of 4 to 10 s is at %d s", (at, place) =>
  expect(wrap(at, { start_s: 4, end_s: 10 })).toBeCloseTo(place),
);

it("plays songs of usual length at the full rate", () => expect(decodingRate(180, 8, 44_100)).toBe(44_100));
it("plays the longest songs at a rate that fits into memory", () => {
  const rate = decodingRate(300, 12, 48_000);
  expect(rate).toBeLessThan(48_000);
  expect(300 * 12 * rate * 8).toBeLessThanOrEqual(700e6);
});
