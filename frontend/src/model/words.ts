/** The words of a song in time: which line and which word is sung at a moment. */
import type { SungLine } from "../core/wire-words";
import { cutWords } from "./lyrics";

const SCREEN_S = 0.05; // from a moment to when it is seen: waiting for the next frame, drawing it, and the screen itself

/** The moment to light, so that it is seen when it is heard: sound takes its way to the ear, and light to the eye. */
export const seenAt = (position_s: number, lag_s: number): number => position_s - Math.max(0, lag_s - SCREEN_S);

/** The line that is sung at a time, or the one that comes next; the last one to the end. */
export function lineAt(lines: readonly SungLine[], at_s: number): number {
  const found = lines.findIndex(({ end_s }) => at_s < end_s);
  return found < 0 ? lines.length - 1 : found;
}

/** The word that is sung or was sung last; -1 before the first. */
export function wordAt(line: SungLine, at_s: number): number {
  return line.words.findLastIndex(({ start_s }) => at_s >= start_s);
}

/** A word, by its line and its place in it. */
export interface WordPlace {
  line: number;
  word: number;
}

/** A line, the word of it that was begun last, and whether that word still sounds. */
export interface Moment {
  line: number;
  word: number;
  isNow: boolean;
}

export type Light = "sung" | "now" | "next";

/** How a word of the line that is sung is lit: ``word`` is the one that was begun last. */
export const lightOf = (index: number, { word, isNow }: Pick<Moment, "word" | "isNow">): Light =>
  index > word ? "next" : index === word && isNow ? "now" : "sung";

/** Where the song is among its words; ``before`` itself while that is the same, so that nothing is lit anew. */
export function momentOf(lines: readonly SungLine[], at_s: number, before: Moment | null = null): Moment {
  const line = lineAt(lines, at_s);
  const here = lines[line];
  const word = here ? wordAt(here, at_s) : -1;
  const isNow = word >= 0 && at_s < (here?.words[word]?.end_s ?? 0);
  const isSame = before?.line === line && before.word === word && before.isNow === isNow;
  return isSame ? before : { line, word, isNow };
}

/** Lines under the sections that they are sung in. */
export function verses(lines: readonly SungLine[]): { section: string; first: number; lines: SungLine[] }[] {
  const found: { section: string; first: number; lines: SungLine[] }[] = [];
  lines.forEach((line, i) => {
    const last = found.at(-1);
    if (last?.section === line.section) last.lines.push(line);
    else found.push({ section: line.section, first: i, lines: [line] });
  });
  return found;
}

/** Where a word stands in its line, so that it can be taken hold of; all of the line if it is not found. */
export function rangeOf({ text, words }: Pick<SungLine, "text" | "words">, index: number): [number, number] {
  const cut = cutWords(text, words).find((one) => one.word && one.index === index);
  return cut ? [cut.start, cut.start + cut.text.length] : [0, text.length];
}

/** The lines that say the same as one, it among them. */
export const alikeTo = (lines: readonly SungLine[], index: number): number[] =>
  lines.flatMap(({ text }, i) => (text === lines[index]?.text ? [i] : []));

/** The lines that an edit has sung anew: those with other words, or all of them by another singer. */
export function touchedBy(edit: { kind: string; line?: number; everywhere?: boolean } | undefined, lines: readonly SungLine[]): readonly number[] {
  if (edit?.kind === "singing") return [...lines.keys()];
  if (edit?.kind !== "words" || edit.line === undefined) return [];
  return edit.everywhere ? alikeTo(lines, edit.line) : [edit.line];
}

/** What a change of some lines means. */
export function againText(lines: readonly number[], text: string): string {
  const numbers = lines.map((line) => line + 1);
  const which = numbers.length === 1 ? `Line ${numbers[0]} is` : `Lines ${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)} are`;
  return text.trim() ? `${which} sung again; all else stays as it is.` : `${which} left out; all else stays as it is.`;
}
