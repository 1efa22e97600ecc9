/** What the server says of words: how they are read, who can sing them, and when each is sung. */

export interface ReadSyllable {
  text: string;
  /** 0 unstressed, 1 secondary, 2 primary. */
  stress: number;
}

export interface ReadWord {
  text: string;
  known: boolean;
  syllables: ReadSyllable[];
}

export interface ReadLine {
  /** Its number among all that is sung, from 0. */
  line: number;
  text: string;
  syllables: number;
  stresses: string;
  /** The letter of its rhyme in the scheme of its section. */
  rhyme: string;
  words: ReadWord[];
  warnings: string[];
}

export interface ReadSection {
  role: string;
  name: string;
  rhyme_scheme: string;
  lines: ReadLine[];
}

export interface Analysis {
  sections: ReadSection[];
  warnings: string[];
}

export interface Written extends Analysis {
  /** What is written is kept at once. */
  id: number;
  title: string;
  lyrics: string;
  seed: number;
  engine_used: string;
  fallback_reason: string | null;
}

export interface Rhyme {
  word: string;
  kind: "perfect" | "near";
  syllables: number;
}

export interface Voice {
  id: string;
  label: string;
  engine: string;
  /** BCP 47 tags. */
  languages: string[];
  /** Lowest and highest note, as MIDI numbers. */
  range: [number, number];
  tessitura: [number, number];
  licence: string;
  credit: string;
  available: boolean;
  /** Why it is not there, and what to type. */
  reason: string | null;
  /** The address of a short recording. */
  sample: string | null;
}

/** Who can sing, in which manner, and with whom. */
export interface Voices {
  voices: Voice[];
  expressions?: Named[];
  harmonies?: Named[];
}

export interface Named {
  name: string;
  label: string;
}

export interface SungSyllable {
  text: string;
  start_s: number;
  end_s: number;
}

export interface SungWord {
  text: string;
  start_s: number;
  end_s: number;
  syllables: SungSyllable[];
}

export interface SungLine {
  text: string;
  section: string;
  start_s: number;
  end_s: number;
  words: SungWord[];
}

/** The words of a take, with their times. */
export interface SongWords {
  voice: string;
  language: string;
  licence: string;
  lines: SungLine[];
}

export interface Themes {
  themes: { name: string; label: string }[];
  moods: string[];
}

/** Words that are kept, in short. */
export interface LyricShort {
  id: number;
  title: string;
  version: number;
  updated_at: string;
}

/** Words that are kept. */
export interface LyricDocument extends LyricShort {
  lyrics: string;
  /** Whether it is known when they are sung, as from a file with times. */
  timed: boolean;
}

export interface LyricVersion {
  version: number;
  created_at: string;
}
