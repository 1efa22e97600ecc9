/** The writer's help: whole lyrics, a line said otherwise, what comes next, and words for a word. */
import { computed, signal } from "@preact/signals";
import * as api from "../api/lyrics";
import { ApiError } from "../core/http";
import { kept } from "../core/kept";
import type { Rhyme, Themes } from "../core/wire-words";
import { inCaseOf, type Row, withRow } from "../model/lyrics";
import { adopt } from "./lyric-documents";
import { lyrics, placeCaret, putWords, setLyrics } from "./lyrics";

export type Task = "write" | "rewrite" | "continue" | "words";

/** What the writer is doing now. */
export const task = signal<Task | null>(null);
/** What the writer could not do, and why. */
export const problem = signal<{ of: Task; says: string } | null>(null);
/** What was written, and by whom if not by the one who was asked. */
export const remark = signal("");
export const order = kept<api.Order>("order", { theme: "" });

/** What the writer knows to write about, and in which moods. */
export const themes = signal<Themes>({ themes: [], moods: [] });

export async function loadThemes(): Promise<void> {
  try {
    if (!themes.peek().moods.length) themes.value = await api.listThemes();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error; // one can write about anything without a list
  }
}

/** Other ways to say a line. */
export const choices = signal<{ of: string; lines: readonly string[] } | null>(null);

export interface WordHelp {
  word: string;
  /** Where the word was when help was asked for. */
  start: number;
  rhymes: readonly Rhyme[];
  synonyms: readonly string[];
}

const askedFor = signal<WordHelp | null>(null);
/** Help with a word, for as long as it stands where it stood. */
export const wordHelp = computed(() => {
  const help = askedFor.value;
  return help && lyrics.value.startsWith(help.word, help.start) ? help : null;
});
export const closeHelp = (): void => void (askedFor.value = null);
export const isBusy = computed(() => task.value !== null);

export const say = (part: Partial<api.Order>): void => void (order.value = { ...order.peek(), ...part });

/** Have all the words written. */
export async function writeAll(fallback: Partial<api.Order>): Promise<void> {
  await attempt("write", async () => {
    const asked = Object.fromEntries(Object.entries({ ...fallback, ...filled(order.peek()) })) as unknown as api.Order;
    const written = await api.write(asked);
    setLyrics(written.lyrics, written);
    adopt(written);
    remark.value = written.fallback_reason ?? "";
  });
}

const filled = (asked: api.Order): Partial<api.Order> =>
  Object.fromEntries(Object.entries(asked).filter(([, value]) => typeof value === "string" && value.trim()));

/** Have a line said otherwise, in several ways. */
export async function rewriteLine({ text, read }: Row): Promise<void> {
  if (!read) return;
  await attempt("rewrite", async () => {
    const { alternatives } = await api.rewrite(lyrics.peek(), read.line, order.peek().theme);
    choices.value = { of: text, lines: alternatives };
  });
}

/** Take one of the ways to say a line. */
export function takeLine(row: Row, text: string): void {
  setLyrics(withRow(lyrics.peek(), row, text));
  placeCaret.value = row.start + text.length;
  choices.value = null;
}

/** Have the words go on from where they end. */
export async function goOn(): Promise<void> {
  await attempt("continue", async () => {
    const more = await api.goOn(lyrics.peek(), order.peek().theme);
    const longer = more.lyrics;
    setLyrics(longer, more);
    placeCaret.value = longer.length;
  });
}

/** Find rhymes and synonyms of a word. */
export async function helpWith(word: string, start: number): Promise<void> {
  askedFor.value = { word, start, rhymes: [], synonyms: [] };
  await attempt("words", async () => {
    const [{ rhymes }, { synonyms }] = await Promise.all([api.rhymesOf(word), api.synonymsOf(word)]);
    if (askedFor.peek()?.start !== start) return;
    askedFor.value = { word, start, rhymes, synonyms: synonyms.map((one) => one.word) };
  });
}

/** Let another word stand where the one is that help was asked for. */
export function exchange({ word, start }: WordHelp, other: string): void {
  const end = start + word.length;
  if (lyrics.peek().slice(start, end) !== word) return;
  putWords(start, end, inCaseOf(word, other));
  closeHelp();
}

async function attempt(what: Task, act: () => Promise<void>): Promise<void> {
  if (task.peek()) return;
  task.value = what;
  problem.value = null;
  remark.value = "";
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    problem.value = { of: what, says: error.message };
  } finally {
    task.value = null;
  }
}
