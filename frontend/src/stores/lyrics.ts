/** The words of the song that is being thought of: the text with its history, how it is read, and where the caret is. */
import { computed, effect, signal } from "@preact/signals";
import { analyze } from "../api/lyrics";
import { ApiError } from "../core/http";
import { kept } from "../core/kept";
import type { Scope } from "../core/scope";
import type { Analysis } from "../core/wire-words";
import { begun, changedAt, type History, put, redone, typed, undone } from "../model/history";
import { inserted, rowAt, rowsOf, spliced } from "../model/lyrics";
import { singing, voiceWith } from "./voices";

const PAUSE_MS = 400; // typing pauses longer than this between words
const APART_MS = 2500; // the server reads words thirty times a minute, and the writer's help counts too
const BUSY_MS = 10_000;

const keptText = kept("lyrics", "");
const history = signal(begun(keptText.peek()));

export const lyrics = computed(() => history.value.now);
export const canUndo = computed(() => history.value.past.length > 0);
export const canRedo = computed(() => history.value.future.length > 0);
effect(() => void (keptText.value = lyrics.value));

export const analysis = signal<Analysis | null>(null);
/** Why the words could not be read. */
export const readingProblem = signal("");
export const rows = computed(() => rowsOf(lyrics.value, analysis.value));

export const caret = signal(0);
/** Where the caret should be put next. */
export const placeCaret = signal<number | null>(null);
export const rowHere = computed(() => rowAt(rows.value, caret.value));

export const isSung = computed(() => rows.value.some(({ kind }) => kind === "sung"));

/** Take what is typed. */
export const typeLyrics = (text: string): void => void (history.value = typed(history.peek(), text, performance.now()));

/** Put something written in the place of all the words, with how it is read where that is known. */
export function setLyrics(text: string, read?: Analysis): void {
  history.value = put(history.peek(), text);
  if (read) analysis.value = read;
}

/** Put other words where some are, and the caret after them. */
export function putWords(start: number, end: number, words: string): void {
  setLyrics(spliced(lyrics.peek(), start, end, words));
  placeCaret.value = start + words.length;
}

/** Put a word where the caret is. */
export function putAtCaret(word: string): void {
  const { text, caret: after } = inserted(lyrics.peek(), caret.peek(), word);
  setLyrics(text);
  placeCaret.value = after;
}

export const undoWords = (): void => goTo(undone(history.peek()));
export const redoWords = (): void => goTo(redone(history.peek()));

/** Show another step of the history, the caret where it differs. */
function goTo(step: History): void {
  const before = lyrics.peek();
  history.value = step;
  if (step.now !== before) placeCaret.value = changedAt(before, step.now);
}

/** Have the words read whenever they change, not more often than the server allows. */
export function keepAnalysing(scope: Scope): void {
  let last_ms = Number.NEGATIVE_INFINITY;
  const again = signal(0);
  scope.effect(() => {
    const text = lyrics.value;
    const language = voiceWith(singing.value.voice ?? "")?.languages[0] ?? ""; // words are read as their singer reads them
    const asking = new AbortController();
    const wait_ms = Math.max(PAUSE_MS, again.value - performance.now(), last_ms + APART_MS - performance.now());
    const timer = setTimeout(() => {
      last_ms = performance.now();
      void read(text, language, asking.signal, () => (again.value = performance.now() + BUSY_MS));
    }, wait_ms);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  });
}

async function read(text: string, language: string, signal: AbortSignal, later: () => void): Promise<void> {
  if (!text.trim()) {
    analysis.value = null;
    readingProblem.value = "";
    return;
  }
  try {
    analysis.value = await analyze(text, language, signal);
    readingProblem.value = "";
  } catch (error) {
    if (error instanceof ApiError && error.status === 429) later();
    else if (error instanceof ApiError) readingProblem.value = error.message;
    else if (!signal.aborted) throw error;
  }
}
