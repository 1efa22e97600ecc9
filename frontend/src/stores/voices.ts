/** Who can sing, the wish for a singer, and the samples that one hears. */
import { computed, signal } from "@preact/signals";
import { audition, fetchSound, listVoices } from "../api/voices";
import { ApiError } from "../core/http";
import { kept } from "../core/kept";
import type { Voice, Voices } from "../core/wire-words";
import { isPlaying as songPlays } from "./playing";
import { pause } from "./player";

/** How a song is to be sung. */
export interface Singing {
  voice?: string;
  expression?: string;
  harmonies?: string[];
}

export const known = signal<Voices | null>(null);
export const voices = computed<readonly Voice[]>(() => known.value?.voices ?? []);
/** Whether this studio sings at all. */
export const sings = computed(() => voices.value.length > 0);
export const voiceWith = (id: string): Voice | undefined => voices.value.find((voice) => voice.id === id);

export const singing = kept<Singing>("singing", {});

export async function loadVoices(): Promise<void> {
  try {
    known.value = await listVoices();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error; // a studio without singers
  }
}

/** The words that are sung to be heard, and where, once that is known. */
const words = signal<{ text: string; url: string | null } | null>(null);
/** The address of the recording that is heard now, or is on its way. */
export const sampled = signal<string | null>(null);
/** Whether it sounds already. */
export const isSampleHeard = signal(false);
/** Why it was not heard. */
export const sampleProblem = signal("");
const speaker = typeof Audio === "undefined" ? null : new Audio();

/** Hear a voice, or stop it. What was not sung yet is sung first, which takes a moment. */
export async function hear(address: string): Promise<void> {
  if (!speaker) return;
  if (sampled.peek() === address) return hush();
  hush();
  if (words.peek()?.url !== address) words.value = null; // whatever line was on its way
  if (songPlays.peek()) pause();
  sampled.value = address;
  try {
    const sound = await patiently(() => fetchSound(address));
    if (sampled.peek() !== address) return;
    speaker.onended = hush;
    speaker.src = URL.createObjectURL(sound);
    await speaker.play();
    isSampleHeard.value = true;
  } catch (error) {
    if (sampled.peek() !== address) return; // another one came between
    sampled.value = null;
    sampleProblem.value = error instanceof ApiError ? error.message : "The browser cannot play it.";
  }
}

const BUSY: ReadonlySet<string> = new Set(["not_ready", "busy"]);
const TRIES = 3; // each waits ten seconds at the server

/** Ask again while the singers are busy. */
async function patiently<T>(fetching: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await fetching();
    } catch (error) {
      if (!(error instanceof ApiError) || !BUSY.has(error.code) || tries === TRIES) throw error;
    }
  }
}

/** Whether a line is heard, or on its way. */
export const isLineHeard = (text: string): boolean =>
  words.value?.text === text && (words.value.url === null || words.value.url === sampled.value);

/** Have a line sung by the voice that is chosen, and hear it; or stop it. */
export async function hearWords(text: string): Promise<void> {
  const isStop = isLineHeard(text);
  hush();
  if (isStop) return void (words.value = null);
  const { voice, expression } = singing.peek();
  const mine = { text, url: null };
  words.value = mine;
  try {
    const { url } = await audition({ text, ...(voice ? { voice } : {}), ...(expression ? { expression } : {}) });
    if (words.peek() !== mine) return; // another one came between
    words.value = { text, url };
    await hear(url);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (words.peek() !== mine) return;
    words.value = null;
    sampleProblem.value = error.message;
  }
}

export function hush(): void {
  if (!speaker) return;
  speaker.pause();
  if (speaker.src) URL.revokeObjectURL(speaker.src);
  sampled.value = null;
  isSampleHeard.value = false;
  sampleProblem.value = "";
}
