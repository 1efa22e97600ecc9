import { describe, expect, it } from "vitest";
import { carry, type Mark, marksOf, pieces } from "../../src/model/marks";

const span = (text: string, words: string, field = "styles") => {
  const start = text.indexOf(words);
  return { start, end: start + words.length, field };
};
const unknown = (text: string, words: string) => ({ ...span(text, words), words, kind: "instrument", nearest: [] });
const marked = (text: string, marks: readonly Mark[]): string[] => marks.map(({ start, end }) => text.slice(start, end));

describe("marksOf", () => {
  const text = "lo-fi, 84 bpm and a glissophone";

  it("puts marks in the order of the words", () => {
    const marks = marksOf(text, [span(text, "84 bpm"), span(text, "lo-fi")], [unknown(text, "glissophone")]);
    expect(marked(text, marks)).toEqual(["lo-fi", "84 bpm", "glissophone"]);
  });

  it("lets what was not understood win where marks overlap", () => {
    const marks = marksOf(text, [span(text, "a glissophone")], [unknown(text, "glissophone")]);
    expect(marks.map((mark) => mark.kind)).toEqual(["unknown"]);
  });

  it("counts as the server does: an emoji is one character", () => {
    const given = "🎹 lo-fi";
    expect(marked(given, marksOf(given, [{ start: 2, end: 7, field: "styles" }], []))).toEqual(["lo-fi"]);
  });

  it("survives spans that reach past the end", () => {
    const marks = marksOf("lo-fi", [{ start: 0, end: 99, field: "styles" }], []);
    expect(marked("lo-fi", marks)).toEqual(["lo-fi"]);
  });
});

it("pieces put together are the text", () => {
  const text = "A warm lo-fi song, no drums";
  const cut = pieces(text, marksOf(text, [span(text, "lo-fi"), span(text, "no drums")], []));
  expect(cut.map((piece) => piece.text).join("")).toBe(text);
  expect(cut.filter((piece) => piece.mark).map((piece) => piece.text)).toEqual(["lo-fi", "no drums"]);
});

describe("carry", () => {
  const before = "lo-fi and kalimba";
  const marks = marksOf(before, [span(before, "lo-fi"), span(before, "kalimba")], []);

  it("moves the marks behind an edit", () => {
    const after = "lo-fi, slow, and kalimba";
    expect(marked(after, carry(marks, before, after))).toEqual(["lo-fi", "kalimba"]);
  });

  it("drops the mark that the edit touched", () => {
    const after = "lo-fi and kali";
    expect(marked(after, carry(marks, before, after))).toEqual(["lo-fi"]);
  });

  it("keeps everything when nothing changed", () => expect(carry(marks, before, before)).toEqual(marks));
});
