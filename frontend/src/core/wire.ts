/** What the server says, as it says it. */
import type { JobShape, OutputShape, SongShape } from "./contract";
import type { Kept, Quality } from "./wire-takes";
import type { OwnAudio } from "./wire-uploads";

export type { DownloadShape as Download, InstrumentShape as Instrument, OutputShape as Output, StyleShape as Style, UserShape as User } from "./contract";

export type Source = "prompt" | "request" | "style" | "seed" | "default" | "form" | "given" | "chords";

export interface Span {
  start: number;
  end: number;
  field: string;
}

export interface Unresolved {
  start: number;
  end: number;
  words: string;
  kind: string;
  nearest: string[];
}

export interface Absence {
  what: string;
  section_role: string | null;
}

/** How much of something some sections have, 0..1. */
export interface Level {
  where: string;
  value: number;
}

export interface Brief {
  prompt: string;
  title: string;
  styles: { name: string; weight: number }[];
  tempo_bpm: number;
  meter: string;
  key: string;
  duration_s: number;
  instruments: string[];
  only: boolean;
  absences: Absence[];
  form: { rows: { role: string; bars: number; letter: string }[] };
  chords: { where: string; text: string }[];
  roles: { role: string; instrument: string }[];
  energies: Level[];
  density: Level[];
  given: { material: Material; name: string }[];
  /** Missing in briefs of before the studio sang. */
  singing?: { lyrics: string; voice: string; expression: string; harmonies: string[]; language: string };
  seed: number;
  understood: Span[];
  unresolved: Unresolved[];
  sources: Record<string, Source>;
}

export interface PlannedSection {
  letter: string;
  role: string;
  name: string;
  bars: number;
  energy: number;
}

export interface Plan {
  bars: number;
  duration_s: number;
  sections: PlannedSection[];
}

export interface Reading {
  brief: Brief;
  plan: Plan;
  eta_s: number | null;
  /** In credits; null where nothing costs anything. */
  price: number | null;
}

/** What a person may set beside the words. */
export interface Wishes {
  title?: string;
  duration?: number;
  style?: string;
  /** A blend: each style with its weight. */
  styles?: Record<string, number>;
  tempo_bpm?: number;
  key?: string;
  meter?: string;
  seed?: number;
  instruments?: string[];
  only?: boolean;
  without?: string[];
  form?: string;
  chords?: Record<string, string>;
  roles?: Record<string, string>;
  energies?: Record<string, number>;
  density?: number;
  given?: Brought[];
  audio?: OwnAudio;
  /** The words that are sung, and how. */
  lyrics?: string;
  voice?: string;
  expression?: string;
  harmonies?: string[];
  /** So many songs are composed, and the best is made. */
  candidates?: number;
}

export const MATERIALS = ["melody", "chords", "bass", "drums", "song"] as const;
export type Material = (typeof MATERIALS)[number];

/** Music of one's own: an upload, what it is, and what the file is called. */
export interface Brought {
  upload: string;
  as: Material;
  name: string;
}

export type JobStatus = JobShape["status"];

/** What is read of what a job was asked and of what came of it, beside the rest. */
export interface Job extends Omit<JobShape, "input" | "result" | "error" | "links" | "idempotency_key" | "engine_requested"> {
  input: { prompt?: string; title?: string; brief?: Brief; song_id?: number; edit?: { kind: string; line?: number; everywhere?: boolean } };
  /** Without a song for what is no music: everything of an account in one file. */
  result: { song_id?: number; title: string; take?: number; text?: string; upload?: string; asset_id?: string } | null;
  error: { code: string; message: string; retryable: boolean } | null;
}

export interface Page<T> {
  count: number;
  next: string | null;
  previous: string | null;
  results: T[];
}

export type Song = Pick<
  SongShape,
  | "id" | "title" | "duration_s" | "genre" | "style" | "public" | "created_at" | "state" | "key" | "tempo_bpm" | "meter" | "seed" | "prompt"
  | "strata" | "track_id" | "job_id" | "user" | "origin" | "artist" | "artist_id" | "album" | "album_id" | "artwork" | "tags" | "liked" | "stars" | "gain"
>;

export interface Section extends PlannedSection {
  start_bar: number;
  start_s: number;
  end_s: number;
}

export interface Chord {
  symbol: string;
  bar: number;
  start_s: number;
  end_s: number;
}

export interface Stem {
  id: string;
  name: string;
  detail: string;
  family: string;
  instrument?: string;
  frozen?: boolean;
  url: string;
}

/** A song with its music; one that is not ready is a Song and no more. */
export interface SongDetail extends Song {
  loudness_lufs: number | null;
  true_peak_dbtp: number | null;
  sections: Section[];
  chords: Chord[];
  stems: Stem[];
  peaks_url: string | null;
  outputs: OutputShape[];
  brief: Brief | null;
  take: number;
  report: Kept[];
  quality?: Quality;
  /** Words that are sung, without times. */
  lyrics?: string;
  /** The page that shows it, where that is not its own: of the message or the link that it came with. */
  page?: string;
}
