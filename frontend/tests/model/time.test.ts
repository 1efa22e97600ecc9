import { describe, expect, it, test } from "vitest";
import { about, age, clock, day, parseClock, took, total } from "../../src/model/time";

test.each([
  [0, "0:00"],
  [59.9, "0:59"],
  [114.2, "1:54"],
  [3725, "1:02:05"],
  [-1, "0:00"],
])("clock(%d) is %s", (seconds, text) => expect(clock(seconds)).toBe(text));

test.each([
  ["1:54", 114],
  ["90", 90],
  ["90 s", 90],
  [" 2:00 ", 120],
  ["two", null],
  ["", null],
])("parseClock(%j) is %j", (text, seconds) => expect(parseClock(text)).toBe(seconds));

it("reads back every length that it prints", () => {
  for (let s = 5; s <= 300; s++) expect(parseClock(clock(s))).toBe(s);
});

test.each([
  [0.2, "about 1 s"],
  [2.6, "about 3 s"],
  [89, "about 89 s"],
  [95, "about 2 min"],
])("about(%d) is %s", (seconds, text) => expect(about(seconds)).toBe(text));

test.each([
  [0.84, "0.8 s"],
  [12.4, "12 s"],
  [200, "3:20 min"],
])("took(%d) is %s", (seconds, text) => expect(took(seconds)).toBe(text));

test.each([
  [20, "20 s"],
  [3600 * 6 + 60 * 12, "6 h 12 min"],
  [125, "2 min"],
])("total(%d) is %s", (seconds, text) => expect(total(seconds)).toBe(text));

describe("age", () => {
  const now = new Date(2026, 10, 21, 15, 0, 0);
  const before = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);
  test.each([
    [before(20), "now"],
    [before(180), "3 min"],
    [before(3600 * 2), "2 h"],
    [before(3600 * 8), "today"],
    [before(86_400 * 2), "Thu"],
    [before(86_400 * 40), "12 Oct"],
    [before(86_400 * 400), "17 Oct 2025"],
  ])("%o is %s", (then, text) => expect(age(then, now)).toBe(text));
});

test("a day is named with its month", () => expect(day(new Date(2026, 11, 6, 12))).toBe("6 December"));
