/** Words as they are typed, line by line, beside how the server reads them.
 *
 * A line is known by what it says: while somebody types, every other line keeps what was read of it.
 */
import type { Analysis, ReadLine, ReadWord } from "../core/wire-words";
import type { Field } from "./sections";

export type Fault = "strange" | "hard";

export interface Bit {
  text: string;
  fault: Fault | null;
}

export interface Row {
  text: string;
  /** A line without a letter is as good as empty. */
  kind: "heading" | "sung" | "empty";
  /** Where it begins in the text. */
  start: number;
  /** The field of the section that a heading opens. */
  field: Field | null;
  /** Its number among the lines one sees, from 1; 0 where nothing is sung. */
  number: number;
  read: ReadLine | null;
}

/** The text as rows, each with what was read of it. */
export function rowsOf(text: string, analysis: Analysis | null): Row[] {
  const known = readings(analysis);
  const fields = new Map<string, Field>();
  let start = 0;
  let number = 0;
  return text.split("\n").map((row) => {
    const heading = headingOf(row);
    const kind = heading !== null ? "heading" : /[\p{L}\p{N}]/u.test(row) ? "sung" : "empty";
    const made: Row = {
      text: row,
      kind,
      start,
      field: heading === null ? null : fieldFor(heading, fields),
      number: kind === "sung" ? ++number : 0,
      read: kind === "sung" ? (known.get(alike(row))?.shift() ?? null) : null,
    };
    start += row.length + 1;
    return made;
  });
}

/** The name of a heading such as "[Verse 2]" or "Bridge:"; null for any other line. */
export function headingOf(row: string): string | null {
  const found = BRACKETED.exec(row) ?? COLONED.exec(row);
  return found?.[1]?.trim() ?? null;
}

const BRACKETED = /^\s*[[【]([^[\]【】]{1,60})[\]】]\s*:?\s*$/;
const COLONED = /^\s*\(?((?:intro|verse|pre-?chorus|chorus|refrain|hook|bridge|breakdown|outro|coda)\s*\d{0,2})\s*\)?:\s*$/i;

function readings(analysis: Analysis | null): Map<string, ReadLine[]> {
  const known = new Map<string, ReadLine[]>();
  for (const read of (analysis?.sections ?? []).flatMap(({ lines }) => lines)) {
    const text = alike(read.text);
    known.set(text, [...(known.get(text) ?? []), read]);
  }
  return known;
}

/** A line without what the server does not see of it: kinds of spaces and of apostrophes. */
const alike = (row: string): string => straight(row).trim().replace(/\s+/g, " ");

const straight = (text: string): string => text.replace(/[’‘ʼ]/g, "'");

const FIELDS: readonly Field[] = ["a", "b", "c", "d", "e"];
const NEUTRAL = /^(intro|outro|instrumental|break|solo)\b/i;

/** Sections of one name share a field, in the order in which names first come. */
function fieldFor(heading: string, fields: Map<string, Field>): Field {
  if (NEUTRAL.test(heading)) return "n";
  const name = heading.toLowerCase().replace(/[\s\d:]+$/, "");
  const field = fields.get(name) ?? FIELDS[fields.size % FIELDS.length] ?? "n";
  fields.set(name, field);
  return field;
}

/** The row in which a place of the text is. */
export const rowAt = (rows: readonly Row[], place: number): Row | null =>
  rows.findLast(({ start }) => start <= place) ?? null;

/** A piece of a line: a word of the reading, or what stands between words. */
export interface Cut<W> {
  text: string;
  /** Where it begins in the line. */
  start: number;
  word: W | null;
  /** The place of the word among the words. */
  index: number;
}

/** A line cut at its words; words that are not found in it, as they stand, are left out. */
export function cutWords<W extends { text: string }>(line: string, words: readonly W[]): Cut<W>[] {
  const cuts: Cut<W>[] = [];
  const lower = straight(line).toLowerCase();
  let at = 0;
  words.forEach((word, index) => {
    const start = lower.indexOf(straight(word.text).toLowerCase(), at);
    if (start < 0 || !word.text) return;
    if (start > at) cuts.push({ text: line.slice(at, start), start: at, word: null, index: -1 });
    at = start + word.text.length;
    cuts.push({ text: line.slice(start, at), start, word, index });
  });
  if (at < line.length) cuts.push({ text: line.slice(at), start: at, word: null, index: -1 });
  return cuts;
}

/** The line in bits, with what is wrong with each. */
export function bitsOf({ text, read }: { text: string; read: ReadLine | null }): Bit[] {
  if (!read) return text ? [{ text, fault: null }] : [];
  return cutWords(text, read.words).map(({ text: bit, word }) => ({ text: bit, fault: word ? faultOf(word, read) : null }));
}

function faultOf(word: ReadWord, line: ReadLine): Fault | null {
  if (!word.known) return "strange";
  const quoted = evenQuotes(`"${word.text}"`);
  return line.warnings.some((warning) => evenQuotes(warning).includes(quoted)) ? "hard" : null;
}

const evenQuotes = (text: string): string => text.toLowerCase().replace(/[“”'’]/g, '"');

/** The text with something else in the place of what is between two places. */
export const spliced = (text: string, start: number, end: number, words: string): string =>
  text.slice(0, start) + words + text.slice(end);

/** The text with another line in the place of a row. */
export const withRow = (text: string, row: Pick<Row, "start" | "text">, line: string): string =>
  spliced(text, row.start, row.start + row.text.length, line);

const RESPELT = /^\([^()\s]{1,60}\)/;

/** How the word that ends at a place is said, where its respelling follows in brackets: "Siobhan(shi-VAWN)". */
export const respelling = (text: string, end: number): string => RESPELT.exec(text.slice(end))?.[0].slice(1, -1) ?? "";

/** The text with another respelling after the word that ends at a place; none if it is empty. */
export function respelt(text: string, end: number, said: string): string {
  const before = RESPELT.exec(text.slice(end))?.[0].length ?? 0;
  const bare = said.replace(/[()\s]+/g, "-").replace(/^-+|-+$/g, "");
  return spliced(text, end, end + before, bare ? `(${bare})` : "");
}

/** A line as one reads it: without respellings, and without the signs that hold a syllable. */
export const readable = (line: string): string => line.replace(/(?<=\S)\([^()\s]{1,60}\)/g, "").replaceAll("_", "");

/** Put a word into the text where the caret is, with the spaces that it needs, or in the place of the word that it is
 * in the middle of; and where the caret is then. */
export function inserted(text: string, caret: number, word: string): { text: string; caret: number } {
  const begun = WORD_BEFORE.exec(text.slice(0, caret))?.[0] ?? "";
  const rest = begun && (WORD_AFTER.exec(text.slice(caret))?.[0] ?? "");
  if (rest) {
    const start = caret - begun.length;
    return { text: spliced(text, start, caret + rest.length, inCaseOf(begun, word)), caret: start + word.length };
  }
  const before = /\S$/.test(text.slice(0, caret)) ? " " : "";
  const after = /^[^\s,.;:!?)]/.test(text.slice(caret)) ? " " : "";
  const put = before + word + after;
  return { text: spliced(text, caret, caret, put), caret: caret + before.length + word.length };
}

const WORD_BEFORE = /[\p{L}\p{N}'’_-]+$/u;
const WORD_AFTER = /^[\p{L}\p{N}'’_-]+/u;

/** A word in the case of the one whose place it takes. */
export const inCaseOf = (model: string, word: string): string =>
  /^\p{Lu}/u.test(model) ? word.charAt(0).toUpperCase() + word.slice(1) : word;

/** Other lines of the section with the same rhyme, by their numbers. */
export function rhymesWith(rows: readonly Row[], row: Row): number[] {
  const letter = row.read?.rhyme;
  if (!letter) return [];
  const mine = rows.slice(0, rows.indexOf(row)).findLastIndex(({ kind }) => kind === "heading");
  const after = rows.findIndex(({ kind }, i) => kind === "heading" && i > rows.indexOf(row));
  return rows
    .slice(mine + 1, after < 0 ? undefined : after)
    .filter((other) => other !== row && other.read?.rhyme === letter)
    .map(({ number }) => number);
}
