/** Wishes as people type them, and the limits they must keep. */
import type { Wishes } from "../core/wire";
import type { Editable } from "./chips";
import { accidentals } from "./names";
import { clock, parseClock } from "./time";

export interface Limits {
  least: number;
  most: number;
}

export const LIMITS = {
  duration: { least: 5, most: 300 },
  tempo_bpm: { least: 40, most: 240 },
  seed: { least: 0, most: 2 ** 32 - 1 },
} as const satisfies Record<string, Limits>;

const NAMES = { duration: "Length", tempo_bpm: "Tempo", seed: "Seed" } as const;
const SHOWN = { duration: clock, tempo_bpm: (bpm: number) => `${bpm} bpm`, seed: String } as const;

export type Parsed = { wishes: Wishes } | { problem: string };

/** Read what was typed into a chip. */
export function parseWish(field: Editable, text: string): Parsed {
  if (field === "style") return { wishes: { style: text } };
  if (field === "title") return parseTitle(text.trim());
  if (field === "key") return parseKey(text);
  if (field === "meter") return { wishes: { meter: text } };
  const value = field === "duration" ? parseClock(text) : parseNumber(text);
  const { least, most } = LIMITS[field];
  const range = `${SHOWN[field](least)} to ${SHOWN[field](most)}`;
  if (value === null) return { problem: `"${text}" is not a number. ${NAMES[field]} goes from ${range}.` };
  if (value < least || value > most) return { problem: `${NAMES[field]} ${SHOWN[field](value)} is outside ${range}.` };
  return { wishes: { [field]: value } };
}

const MAX_TITLE = 200;

function parseTitle(title: string): Parsed {
  if (!title) return { problem: "A title needs a letter." };
  return title.length > MAX_TITLE ? { problem: `A title has at most ${MAX_TITLE} letters.` } : { wishes: { title } };
}

function parseNumber(text: string): number | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(?:bpm)?\s*$/i.exec(text);
  return match ? Number(match[1]) : null;
}

/** A seed nobody chose. */
export const rollSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

/** The meters that styles are written in. */
export const METERS = ["3/4", "4/4", "5/4", "6/8", "9/8", "12/8"] as const;

const MODES = [
  "major",
  "minor",
  "dorian",
  "phrygian",
  "lydian",
  "mixolydian",
  "locrian",
  "harmonic minor",
  "melodic minor",
  "ionian",
  "aeolian",
];

function parseKey(text: string): Parsed {
  const match = /^\s*([A-Ga-g])\s*([#♯b♭]?)\s*([\w ]*?)\s*$/.exec(text);
  const mode = modeOf(match?.[3] ?? "");
  if (!match || !mode) return { problem: `"${text}" is not a key. Try ${accidentals("Bb minor")} or D dorian.` };
  const sign = { "♯": "#", "♭": "b" }[match[2] ?? ""] ?? match[2] ?? "";
  return { wishes: { key: `${match[1]?.toUpperCase()}${sign} ${mode}` } };
}

function modeOf(word: string): string | null {
  if (word === "m") return "minor";
  const lower = word.toLowerCase();
  if (!lower || lower === "maj") return "major";
  return MODES.find((mode) => mode === lower || (lower.length >= 3 && mode.startsWith(lower))) ?? null;
}
