/** Who can sing, the wish for a singer, and the samples that one hears. */
import { computed, signal } from "@preact/signals";
import { listVoices } from "../api/voices";
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

/** The sample that is heard now. */
export const sampled = signal<string | null>(null);
const speaker = typeof Audio === "undefined" ? null : new Audio();

/** Hear a sample, or stop it. */
export async function hear(address: string): Promise<void> {
  if (!speaker) return;
  if (sampled.peek() === address) return hush();
  if (songPlays.peek()) pause();
  speaker.onended = hush;
  speaker.src = address;
  sampled.value = address;
  try {
    await speaker.play();
  } catch {
    if (sampled.peek() === address) sampled.value = null; // another sample came between, or it cannot be played
  }
}

export function hush(): void {
  speaker?.pause();
  sampled.value = null;
}
