import { expect, it } from "vitest";
import { decibels, gain, held, LEAST_DB, lit } from "../../src/model/level";

it("turns decibels into gain and back", () => {
  for (const db of [-48, -12, -6, 0, 6]) expect(decibels(gain(db))).toBeCloseTo(db, 6);
});
it("calls silence the lowest level", () => expect([decibels(0), gain(LEAST_DB)]).toEqual([LEAST_DB, 0]));
it("lights a quarter of the meter for each 8 dB", () =>
  expect([lit(0), lit(-8), lit(-16), lit(-24), lit(-32), lit(3)]).toEqual([1, 0.75, 0.5, 0.25, 0, 1]));
it("holds a peak for a second and lets it go then", () => {
  const peak = held({ db: LEAST_DB, since_s: 0 }, -3, 10);
  expect(held(peak, -20, 10.9)).toEqual(peak);
  expect(held(peak, -20, 11.1)).toEqual({ db: -20, since_s: 11.1 });
});
