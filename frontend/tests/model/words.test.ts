import { describe, expect, it } from "vitest";
import type { SungLine, Voice } from "../../src/core/wire-words";
import { bankOf, byLanguage, factsOf, languageName, rangeText, sought, spanOf } from "../../src/model/voices";
import { againText, alikeTo, lightOf, lineAt, momentOf, rangeOf, seenAt, touchedBy, verses } from "../../src/model/words";

const word = (text: string, start_s: number, end_s: number) => ({ text, start_s, end_s, syllables: [] });

const lines: SungLine[] = [
  { text: "Leave the light", section: "Verse", start_s: 2, end_s: 4, words: [word("Leave", 2, 2.5), word("the", 2.5, 2.8), word("light", 3, 4)] },
  { text: "go", section: "Verse", start_s: 6, end_s: 7, words: [word("go", 6, 7)] },
  { text: "oh", section: "Chorus", start_s: 8, end_s: 9, words: [word("oh", 8, 9)] },
];

describe("words in time", () => {
  it.each([
    [0, 0],
    [3.99, 0],
    [4, 1],
    [6.5, 1],
    [99, 2],
  ])("at %d s line %d is sung or next", (at, line) => expect(lineAt(lines, at)).toBe(line));
  it.each([
    [1.99, ["next", "next", "next"]],
    [2, ["now", "next", "next"]],
    [2.5, ["sung", "now", "next"]],
    [2.9, ["sung", "sung", "next"]],
    [3, ["sung", "sung", "now"]],
    [4, ["sung", "sung", "sung"]],
  ])("at %d s the words are lit %j", (at, lit) => {
    const { word, isNow } = momentOf(lines.slice(0, 1), at);
    expect([0, 1, 2].map((index) => lightOf(index, { word, isNow }))).toEqual(lit);
  });
  it("stay at a moment until a light changes", () => {
    const moment = momentOf(lines, 2.1);
    expect(momentOf(lines, 2.4, moment)).toBe(moment);
    expect(momentOf(lines, 2.5, moment)).not.toBe(moment);
  });
  it("have no moment where nobody sings", () => expect(momentOf([], 3)).toEqual({ line: -1, word: -1, isNow: false }));
  it("stand under their sections", () =>
    expect(verses(lines).map(({ section, first, lines: sung }) => [section, first, sung.length])).toEqual([["Verse", 0, 2], ["Chorus", 2, 1]]));
});

it.each([
  [10, 0, 10],
  [10, 0.04, 10],
  [10, 0.25, 9.8],
])("at %d s a lag of %d s is seen as %d", (at, lag, seen) => expect(seenAt(at, lag)).toBeCloseTo(seen));

it.each([
  [1, [6, 9]],
  [2, [10, 15]],
  [7, [0, 15]],
] as const)("word %d is taken hold of at %j", (index, range) => expect(rangeOf(lines[0]!, index)).toEqual(range));

it.each([
  [[1], "go", "Line 2 is sung again; all else stays as it is."],
  [[1, 4, 7], "go", "Lines 2, 5 and 8 are sung again; all else stays as it is."],
  [[0], " ", "Line 1 is left out; all else stays as it is."],
])("a change of lines %j to %j says what is sung again", (which, text, says) => expect(againText(which, text)).toBe(says));

it.each([
  [undefined, []],
  [{ kind: "tempo" }, []],
  [{ kind: "words", line: 1 }, [1]],
  [{ kind: "words", line: 1, everywhere: true }, [1, 3]],
  [{ kind: "singing" }, [0, 1, 2, 3]],
])("has the lines of %o sung anew", (edit, anew) => expect(touchedBy(edit, [...lines, lines[1]!])).toEqual(anew));
it("finds the lines that come again", () => expect(alikeTo([...lines, lines[1]!], 1)).toEqual([1, 3]));

const voice = (id: string, language: string, available = true): Voice => ({
  id,
  label: id,
  engine: "kokoro",
  languages: [language],
  range: [57, 76],
  tessitura: [60, 72],
  licence: "Apache-2.0",
  credit: "",
  available,
  reason: available ? null : "missing",
  sample: null,
});

describe("voices", () => {
  it("stand under their languages, those that can sing first", () => {
    const groups = byLanguage([voice("a", "en-US", false), voice("b", "en-GB"), voice("c", "en-US")]);
    expect(groups.map(({ title, voices }) => [title, voices.map(({ id }) => id)])).toEqual([
      ["British English", ["b"]],
      ["American English", ["c", "a"]],
    ]);
  });
  it.each([
    ["en-US", "American English"],
    ["", "Any language"],
    ["not a tag!", "not a tag!"],
  ])("sing %j, which is %s", (tag, name) => expect(languageName(tag)).toBe(name));
  it("say who makes them sing, on which terms, and what else they sing", () =>
    expect(factsOf({ ...voice("a", "en-US"), languages: ["en-US", "ja"] })).toEqual(["High", "Kokoro", "Apache-2.0", "also Japanese"]));
  it("are low where they are at ease below the middle", () =>
    expect(factsOf({ ...voice("a", "en-US"), tessitura: [43, 57] })[0]).toBe("Low"));
  it("may be a bank's", () => {
    expect(bankOf("bank/synthia-1/soft")).toBe("synthia-1");
    expect(bankOf("kokoro/af_heart")).toBeNull();
  });
  it("say their range in notes", () => expect(rangeText([57, 76])).toBe("A3 to E5"));
  it("are found by name, language, engine and licence", () => {
    const all = [voice("heart", "en-US"), voice("emma", "en-GB")];
    expect(sought(all, "british apache").map(({ id }) => id)).toEqual(["emma"]);
    expect(sought(all, "").length).toBe(2);
  });
  it("lie where singing lies", () => {
    expect(spanOf([36, 96])).toEqual({ from: 0, span: 1 });
    expect(spanOf([0, 66]).from).toBe(0);
  });
});
