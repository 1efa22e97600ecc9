import { describe, expect, it } from "vitest";
import type { Analysis, ReadLine } from "../../src/core/wire-words";
import { begun, changedAt, put, redone, typed, undone } from "../../src/model/history";
import { bitsOf, cutWords, headingOf, inCaseOf, inserted, readable, respelling, respelt, rhymesWith, rowAt, rowsOf, withRow } from "../../src/model/lyrics";

const line = (text: string, rhyme = "", unknown: string[] = [], warnings: string[] = []): ReadLine => ({
  line: 0,
  text,
  syllables: text.split(" ").length,
  stresses: "",
  rhyme,
  words: text.split(" ").map((word) => ({ text: word, known: !unknown.includes(word), syllables: [{ text: word, stress: 2 }] })),
  warnings,
});

const analysis = (...lines: ReadLine[]): Analysis => ({
  sections: [{ role: "verse", name: "Verse", rhyme_scheme: "AA", lines: lines.map((one, i) => ({ ...one, line: i })) }],
  warnings: [],
});

const TEXT = "[Verse]\nleave the light\n\nall the night";

describe("rows", () => {
  it("are headings, sung lines and gaps, with the lines counted", () => {
    const rows = rowsOf(TEXT, null);
    expect(rows.map(({ kind }) => kind)).toEqual(["heading", "sung", "empty", "sung"]);
    expect(rows.map(({ number }) => number)).toEqual([0, 1, 0, 2]);
    expect(rows.map(({ start, text }) => TEXT.slice(start, start + text.length))).toEqual(rows.map(({ text }) => text));
  });
  it("are not sung without a letter", () =>
    expect(rowsOf("🌊 oh 🌊\n💥💥\n...\nשלום", null).map(({ number }) => number)).toEqual([1, 0, 0, 2]));
  it("keep what was read of them while another line is typed", () => {
    const said = analysis(line("leave the light", "A"), line("all the night", "A"));
    const rows = rowsOf(TEXT.replace("light", "lighthouse"), said);
    expect(rows.map(({ read }) => read?.text ?? null)).toEqual([null, null, null, "all the night"]);
  });
  it("give the same line twice its own reading each time", () => {
    const rows = rowsOf("go\ngo", analysis(line("go", "A"), line("go", "B")));
    expect(rows.map(({ read }) => read?.rhyme)).toEqual(["A", "B"]);
  });
  it("are counted as the server counts, who sings a repeated section again", () => {
    const said = analysis(line("go", ""), line("go", ""), line("stay", ""));
    expect(rowsOf("[Chorus x2]\ngo\n[Verse]\nstay", said).map(({ read }) => read?.line ?? null)).toEqual([null, 0, null, 2]);
  });
  it("are read whatever the apostrophes and spaces", () => {
    const said = analysis(line("don't go"));
    const [row] = rowsOf("  don’t   go", said);
    expect(row?.read?.text).toBe("don't go");
    expect(cutWords(row!.text, row!.read!.words).filter(({ word }) => word).map(({ text }) => text)).toEqual(["don’t", "go"]);
  });
  it("let sections of one name share a field, and endings have none", () => {
    const rows = rowsOf("[Intro]\n[Verse 1]\n[Chorus]\n[Verse 2]\n[Outro]", null);
    expect(rows.map(({ field }) => field)).toEqual(["n", "a", "b", "a", "n"]);
  });
  it.each([
    [0, 0],
    [7, 0],
    [8, 1],
    [24, 2],
    [99, 3],
  ])("are found at place %d", (place, row) => {
    const rows = rowsOf(TEXT, null);
    expect(rows.indexOf(rowAt(rows, place) as never)).toBe(row);
  });
  it("rhyme with others of their own section only", () => {
    const text = "[Verse]\na day\nb may\nc sun\n[Chorus]\nd way";
    const said = analysis(line("a day", "A"), line("b may", "A"), line("c sun", "B"), line("d way", "A"));
    const rows = rowsOf(text, said);
    expect(rows.filter(({ kind }) => kind === "sung").map((row) => rhymesWith(rows, row))).toEqual([[2], [1], [], []]);
  });
});

it.each([
  ["[Verse 2]", "Verse 2"],
  ["  [ Bridge ] ", "Bridge"],
  ["[ad lib] hey", null],
  ["Chorus 2:", "Chorus 2"],
  ["She said:", null],
  ["words", null],
])("%s is a heading or not", (row, heading) => expect(headingOf(row)).toBe(heading));

describe("a line", () => {
  it("is cut at its words and keeps every letter", () => {
    const words = [{ text: "don't" }, { text: "stop" }, { text: "stop" }];
    const cuts = cutWords("Don't, stop - stop!", words);
    expect(cuts.map(({ text }) => text).join("")).toBe("Don't, stop - stop!");
    expect(cuts.filter(({ word }) => word).map(({ start }) => start)).toEqual([0, 7, 14]);
  });
  it("leaves out words that are not in it", () =>
    expect(cutWords("one two", [{ text: "three" }, { text: "two" }]).map(({ index }) => index)).toEqual([-1, 1]));
  it("marks what is not known and what is hard to sing", () => {
    const read = line("my glimber strengths", "", ["glimber"], ['"strengths" has many consonants.']);
    const bits = bitsOf({ text: "my glimber strengths", read });
    expect(bits.filter(({ fault }) => fault)).toEqual([
      { text: "glimber", fault: "strange" },
      { text: "strengths", fault: "hard" },
    ]);
  });
  it("marks words with apostrophes, however they are quoted", () => {
    const read = line("don't", "", [], [`"don't" into 'that' (t-ð) is hard to sing quickly.`]);
    expect(bitsOf({ text: "don’t", read })).toEqual([{ text: "don’t", fault: "hard" }]);
  });
  it("is read without what only the singer needs", () => {
    expect(readable("Siobhan(shi-VAWN) glo_-ri-a__ (oh) go")).toBe("Siobhan glo-ri-a (oh) go");
  });
  it("changes in its place", () => {
    const rows = rowsOf(TEXT, null);
    expect(withRow(TEXT, rows[1]!, "dim the light")).toBe("[Verse]\ndim the light\n\nall the night");
  });
});

it.each([
  ["in the", 6, "night", "in the night", 12],
  ["in , she", 3, "night", "in night, she", 8],
  ["moon", 0, "blue", "blue moon", 4],
  ["If The lighthouse", 5, "brave", "If Brave lighthouse", 8],
  ["don't go", 4, "won't", "won't go", 5],
  ["go", 2, "home", "go home", 7],
])("a word goes into %j at %d with its spaces", (text, caret, word, after, at) =>
  expect(inserted(text, caret, word)).toEqual({ text: after, caret: at }));

it.each([
  ["Siobhan goes", 7, "shi VAWN", "Siobhan(shi-VAWN) goes"],
  ["Siobhan(sio) goes", 7, "shi-VAWN", "Siobhan(shi-VAWN) goes"],
  ["Siobhan(sio) goes", 7, " ", "Siobhan goes"],
  ["oh (yes) oh", 2, "ow", "oh(ow) (yes) oh"],
])("a word of %j is said otherwise", (text, end, said, after) => expect(respelt(text, end, said)).toBe(after));

it("a respelling is found after its word", () => {
  expect(respelling("Siobhan(shi-VAWN) goes", 7)).toBe("shi-VAWN");
  expect(respelling("Siobhan (really) goes", 7)).toBe("");
});

it("a word takes the case of the one before it", () => {
  expect(inCaseOf("Night", "day")).toBe("Day");
  expect(inCaseOf("night", "day")).toBe("day");
});

it.each([
  ["one two", "one", 3],
  ["one", "one two", 7],
  ["a line\nmore", "a lane\nmore", 4],
  ["aa", "aaa", 3],
  ["same", "same", 4],
])("the caret goes where %j became %j", (before, after, at) => expect(changedAt(before, after)).toBe(at));

describe("a history", () => {
  it("takes back a run of letters at once, and gives it again", () => {
    const now = ["a", "ab", "abc"].reduce((past, text, i) => typed(past, text, i * 100), begun(""));
    expect(undone(now).now).toBe("");
    expect(redone(undone(now)).now).toBe("abc");
  });
  it("begins a new step after a pause, a line break and whatever comes at once", () => {
    let now = typed(begun(""), "a", 0);
    now = typed(now, "a\n", 50);
    now = typed(now, "a\nb", 5000);
    now = put(now, "written");
    const seen = [];
    while (now.past.length) seen.push((now = undone(now)).now);
    expect(seen).toEqual(["a\nb", "a\n", "a", ""]);
  });
  it("forgets what was taken back once something else is written", () =>
    expect(redone(put(undone(put(begun("a"), "b")), "c")).now).toBe("c"));
  it("has an end", () => expect(undone(begun("a"))).toEqual(begun("a")));
});
