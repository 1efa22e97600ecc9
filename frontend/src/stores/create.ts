/** The song that is being thought of: words, wishes, and how they are read. */
import { computed, signal } from "@preact/signals";
import { makeSong, readWords } from "../api/music";
import { freshKey } from "../core/fresh-key";
import { ApiError } from "../core/http";
import { kept } from "../core/kept";
import type { Scope } from "../core/scope";
import type { Brief, Reading, SongDetail, Unresolved, Wishes } from "../core/wire";
import { readChordLines } from "../model/chord-lines";
import { isAboutWords } from "../model/jobs";
import { carry, type Mark, marksOf } from "../model/marks";
import { DEFAULT_VOICE } from "../model/voices";
import { rollSeed } from "../model/wishes";
import { follow } from "./jobs";
import { isSung, lyrics, setLyrics } from "./lyrics";
import { singing } from "./voices";

const PAUSE_MS = 150; // typing pauses longer than this between words
const LONG_PAUSE_MS = 600; // files of one's own and sung words take longer to read than a sentence

export const prompt = kept("prompt", "");
export const wishes = kept<Wishes>("wishes", {});
/** The chords as they are typed, line by line. */
export const chordText = kept("chords", "");
/** The seed of the song that is being thought of, so that what is shown is what will be made. */
const nextSeed = kept("seed", rollSeed());
/** Words that somebody decided to leave out, in lower case. */
export const leftOut = signal<ReadonlySet<string>>(new Set());
export const reading = signal<{ of: string; says: Reading } | null>(null);
export const refusal = signal<ApiError | null>(null);
export const isMaking = signal(false);

/** The marks under the words as they stand now, moved along since the last reading. */
export const marks = computed<readonly Mark[]>(() => {
  if (!reading.value) return [];
  const { of, says } = reading.value;
  return carry(marksOf(of, says.brief.understood, says.brief.unresolved), of, prompt.value);
});

/** Wishes that make a song without a word. */
const saysWithoutWords = ({ style, styles, form, chords, given, audio, lyrics: sung }: Wishes): boolean =>
  Boolean(style || styles || form || chords || given || audio || sung);

export const isSaid = computed(() => Boolean(prompt.value.trim()) || saysWithoutWords(allWishes()));

export const isLeftOut = ({ words }: Unresolved): boolean => leftOut.value.has(words.toLowerCase());

/** Read the words again whenever they or the wishes change. */
export function keepReading(scope: Scope): void {
  let isFirst = true;
  scope.effect(() => {
    const words = prompt.value;
    const set = allWishes();
    const asking = new AbortController();
    const timer = setTimeout(() => void read(words, set, asking.signal), isFirst ? 0 : set.given || set.audio || set.lyrics ? LONG_PAUSE_MS : PAUSE_MS);
    isFirst = false;
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  });
}

async function read(words: string, set: Wishes, signal: AbortSignal): Promise<void> {
  if (!words.trim() && !saysWithoutWords(set)) {
    reading.value = refusal.value = null;
    return;
  }
  try {
    reading.value = { of: words, says: await readWords(words, set, signal) };
    refusal.value = null;
  } catch (error) {
    if (error instanceof ApiError) refusal.value = error;
    else if (!signal.aborted) throw error;
  }
}

export function wish(part: Partial<{ [K in keyof Wishes]: Wishes[K] | undefined }>): void {
  const next = { ...wishes.peek(), ...part };
  wishes.value = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined));
}

/** Set the chords as they are typed. */
export function typeChords(text: string): void {
  chordText.value = text;
  wish({ chords: readChordLines(text) });
}

/** Leave everything to the words again. */
export function forgetWishes(): void {
  wishes.value = {};
  chordText.value = "";
}

/** Write one of the nearest choices in the place of words that were not understood. */
export function replace(mark: Mark, words: string): void {
  const text = prompt.peek();
  prompt.value = text.slice(0, mark.start) + words + text.slice(mark.end);
}

/** Take the words and the wishes of a song that is there, with another seed. */
export function beginFrom({ prompt: words, brief }: Pick<SongDetail, "prompt" | "brief">): void {
  prompt.value = brief?.prompt || words;
  forgetWishes();
  takeSinging(brief);
}

/** Take what is sung in a song, and how. */
export function takeSinging(brief: Brief | null | undefined): void {
  const { lyrics: sung = "", voice = DEFAULT_VOICE, expression = "", harmonies = [] } = brief?.singing ?? {};
  setLyrics(sung);
  if (sung) singing.value = { voice, expression, harmonies };
}

export function leaveOut({ words }: Unresolved): void {
  leftOut.value = new Set([...leftOut.peek(), words.toLowerCase()]);
}

/** Ask for the song; returns the id of the job, or null when it was refused. */
export async function make(): Promise<string | null> {
  if (isMaking.peek() || !isSaid.peek()) return null;
  isMaking.value = true;
  try {
    const { job_id } = await makeSong(prompt.peek(), allWishes(), freshKey());
    follow(job_id, reading.peek()?.says.plan ?? null);
    nextSeed.value = rollSeed();
    refusal.value = null;
    return job_id;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    refusal.value = error;
    return null;
  } finally {
    isMaking.value = false;
  }
}

/** What was refused of one field, as the server says it. */
export const refusalOf = (field: keyof Wishes): string | null =>
  refusal.value && field in refusal.value.fields ? refusal.value.message : null;

const ABOUT_WORDS: readonly string[] = ["lyrics", "voice", "language", "expression", "harmonies"];

/** What was refused of the words or of their singer. */
export const wordsRefusal = computed(() => {
  const found = refusal.value;
  const isAbout = found && (isAboutWords({ error: found }) || ABOUT_WORDS.some((field) => field in found.fields));
  return isAbout ? found.message : null;
});

const allWishes = (): Wishes => ({ seed: nextSeed.value, ...wishes.value, ...(isSung.value ? sungWishes() : {}) });

function sungWishes(): Wishes {
  const { voice, expression, harmonies } = singing.value;
  return {
    lyrics: lyrics.value,
    ...(voice ? { voice } : {}),
    ...(expression ? { expression } : {}),
    ...(harmonies?.length ? { harmonies } : {}),
  };
}

/** Forget the words, as when somebody signs out. */
export function forgetDraft(): void {
  prompt.value = "";
  forgetWishes();
  setLyrics("");
}
