import { describe, expect, it, test } from "vitest";
import { barAt, fieldNamed, fieldOf, inTime, letterOf, sectionAt, startOfBar, stepBar, stepSection } from "../../src/model/sections";
import type { PlannedSection } from "../../src/core/wire";

const planned = [
  { letter: "I", role: "intro", name: "Intro", bars: 4, energy: 0.3 },
  { letter: "A", role: "verse", name: "Verse 1", bars: 8, energy: 0.5 },
  { letter: "B", role: "chorus", name: "Chorus 1", bars: 8, energy: 0.9 },
];
const sections = inTime(planned, 40); // 20 bars of 2 s

test.each([
  ["I", "intro", "n", ""],
  ["A", "verse", "a", "A"],
  ["E", "bridge", "e", "E"],
  ["F", "solo", "a", "F"],
  ["", "break", "n", ""],
])("letter %j of a %s is field %s", (letter, role, field, printed) => {
  expect(fieldOf({ letter, role })).toBe(field);
  expect(letterOf({ letter, role })).toBe(printed);
});

it("lays sections end to end over the whole plan", () => {
  expect(sections.map(({ start_s, end_s, start_bar }) => [start_bar, start_s, end_s])).toEqual([
    [0, 0, 8],
    [4, 8, 24],
    [12, 24, 40],
  ]);
});

it("finds every bar again from the time at which it begins", () => {
  for (let bar = 0; bar < 20; bar++) expect(barAt(sections, startOfBar(sections, bar))).toBe(bar);
});

it("stays in the last section while the song rings out", () => {
  expect(sectionAt(sections, 41)?.name).toBe("Chorus 1");
  expect(barAt(sections, 41)).toBe(19);
});

it("a heading has the field that the plan has for its name", () => {
  const sections = [
    { name: "Verse 1", letter: "A", role: "verse" },
    { name: "Pre-Chorus", letter: "C", role: "prechorus" },
    { name: "Intro", letter: "I", role: "intro" },
  ] as PlannedSection[];
  const fields = ["verse 2", "Pre Chorus", "intro", "Bridge"].map((name) => fieldNamed(name, sections));
  expect(fields).toEqual(["a", "c", "n", null]);
});

describe("stepping", () => {
  it("goes to the next bar line", () => expect(stepBar(sections, 9, 1)).toBe(10));
  it("goes back to the start of the bar first", () => expect(stepBar(sections, 9, -1)).toBe(8));
  it("then to the bar before", () => expect(stepBar(sections, 8.1, -1)).toBe(6));
  it("does not go before the start", () => expect(stepBar(sections, 0.1, -1)).toBe(0));
  it("goes to the next section", () => expect(stepSection(sections, 9, 1)).toBe(24));
  it("goes to the end from the last", () => expect(stepSection(sections, 30, 1)).toBe(40));
  it("goes back to the start of the section first", () => expect(stepSection(sections, 30, -1)).toBe(24));
  it("then to the section before", () => expect(stepSection(sections, 24.5, -1)).toBe(8));
  it("rests where there are no sections", () => expect(stepSection([], 5, 1)).toBe(0));
});
