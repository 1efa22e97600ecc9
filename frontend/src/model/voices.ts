/** Singers in words. */
import type { Voice } from "../core/wire-words";
import { capital } from "./names";
import { pitchName } from "./roll";

export const DEFAULT_VOICE = "default";

export interface Group {
  /** The name of a language. */
  title: string;
  voices: Voice[];
}

/** Voices by the language they sing first; those that can sing now before those that cannot. */
export function byLanguage(voices: readonly Voice[]): Group[] {
  const groups = new Map<string, Voice[]>();
  for (const voice of [...voices].sort((a, b) => Number(b.available) - Number(a.available))) {
    const title = languageName(voice.languages[0] ?? "");
    groups.set(title, [...(groups.get(title) ?? []), voice]);
  }
  return [...groups].map(([title, inGroup]) => ({ title, voices: inGroup }));
}

const names = new Intl.DisplayNames("en", { type: "language", fallback: "none" });

/** "en-US" -> "American English". */
export function languageName(tag: string): string {
  if (!tag) return "Any language";
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag; // a bank may call its language what it likes
  }
}

/** "A3 to E5". */
export const rangeText = ([low, high]: readonly [number, number]): string => `${pitchName(low)} to ${pitchName(high)}`;

const ENGINES: Readonly<Record<string, string>> = { diffsinger: "DiffSinger" };

const MIDDLE = 57; // A3: men's voices are at ease around a pitch below, women's and children's above

/** What a voice is beside its name and its first language: high or low, who makes it sing, its licence, and what else it sings. */
export const factsOf = ({ languages: [, ...others], tessitura: [low, high], engine, licence }: Voice): string[] => [
  (low + high) / 2 < MIDDLE ? "Low" : "High",
  ENGINES[engine] ?? capital(engine),
  licence,
  ...(others.length ? [`also ${others.map(languageName).join(", ")}`] : []),
];

/** The voices whose name, language or engine has all of some words. */
export function sought(voices: readonly Voice[], words: string): Voice[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return voices.filter((voice) => {
    const said = [voice.label, voice.id, ...voice.languages.map(languageName), ...factsOf(voice)].join(" ").toLowerCase();
    return wanted.every((word) => said.includes(word));
  });
}

/** Whether a stem is sung: the melody or a voice beside it. */
export const isSungStem = ({ id }: { id: string }): boolean => id === "vocals" || /^harmony_\d/.test(id);

/** The bank whose voice it is: "bank/synthia-1/soft" -> "synthia-1"; null for other voices. */
export const bankOf = (voice: string): string | null => /^bank\/([^/]+)\//.exec(voice)?.[1] ?? null;

/** Where a range lies between the lowest and the highest note of singing, as parts of the whole. */
export function spanOf([low, high]: readonly [number, number]): { from: number; span: number } {
  const at = (pitch: number): number => Math.max(0, Math.min(1, (pitch - LOWEST) / (HIGHEST - LOWEST)));
  return { from: at(low), span: at(high) - at(low) };
}

const LOWEST = 36; // C2, a bass
const HIGHEST = 96; // C7, above any soprano
