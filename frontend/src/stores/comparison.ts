/** Listening to what effects have done: before and after, at the same loudness. */
import { batch, computed, effect, signal } from "@preact/signals";
import { Comparison, type Side } from "../audio/comparison";
import type { EffectResult } from "../core/contract";
import { Scope } from "../core/scope";
import { matched } from "../model/effects";
import { pause as pauseSong } from "./player";
import { isPlaying as isSongPlaying, level, volume } from "./playing";

/** What is compared, if anything is. */
export const compared = signal<EffectResult | null>(null);
export const side = signal<Side>("after");
export const isMatched = signal(true);
export const isPlaying = signal(false);
export const position_s = signal(0);
export const trouble = signal("");

export const length_s = computed(() => Math.max(compared.value?.duration_s ?? 0, compared.value?.source.duration_s ?? 0));

const gains = computed(() => {
  const result = compared.value;
  return result && isMatched.value ? matched(result.before, result.after) : { before: 1, after: 1 };
});

let running: Comparison | null = null;

/** Keep what is heard in step with what is chosen, for as long as the scope is open. */
export function openComparison(scope: Scope): void {
  scope.effect(() => {
    const [heard, loudness] = [side.value, gains.value]; // read in any case, so that their changes are heard of
    running?.hear(heard, loudness);
  });
  scope.effect(() => {
    if (isSongPlaying.value) pause();
  });
  scope.add(close);
}

/** Compare another result; what was compared ends. */
export function compare(result: EffectResult | null): void {
  close();
  batch(() => {
    compared.value = result;
    side.value = "after";
    position_s.value = 0;
    trouble.value = "";
  });
}

export async function play(): Promise<void> {
  const result = compared.peek();
  if (!result) return;
  pauseSong();
  running ??= open(result);
  running.hear(side.peek(), gains.peek());
  const isAtEnd = position_s.peek() >= length_s.peek() - 0.05;
  try {
    isPlaying.value = true;
    await running.play(isAtEnd ? 0 : position_s.peek());
  } catch {
    fail("The browser did not let it play. Press play once more.");
  }
}

export function pause(): void {
  running?.pause();
  isPlaying.value = false;
}

export function seek(to_s: number): void {
  position_s.value = Math.max(0, Math.min(to_s, length_s.peek()));
  running?.seek(position_s.peek());
}

function open(result: EffectResult): Comparison {
  const urls = { before: result.source.url, after: result.url };
  return new Comparison(urls, volume.peek(), {
    time: (now_s) => (position_s.value = now_s),
    ended: () => (isPlaying.value = false),
    failed: () => fail("It cannot be played."),
  });
}

function close(): void {
  running?.end();
  running = null;
  isPlaying.value = false;
}

function fail(says: string): void {
  isPlaying.value = false;
  trouble.value = says;
}

// What is heard here is shown by the meter of the studio, as songs are.
effect(() => {
  if (!isPlaying.value) return undefined;
  const measuring = new Scope();
  measuring.frames(() => void (level.value = running?.rms() ?? 0));
  measuring.add(() => (level.value = 0));
  return () => measuring.end();
});
