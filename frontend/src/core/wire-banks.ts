/** What the server says of voicebanks. */

export interface BankShort {
  id: string;
  /** A vocoder is shared by banks that have none of their own. */
  kind: "bank" | "vocoder";
  name: string;
  languages: string[];
  voices: string[];
  available: boolean;
  reason: string | null;
  added_at: string;
}

export interface BankModel {
  part: string;
  bytes: number;
  speakers: number;
}

export interface BankReport extends BankShort {
  author?: string;
  about?: string;
  web?: string;
  fingerprint: string;
  /** Files of the zip that were not taken. */
  left_out: string[];
  terms: { file: string; text: string }[];
  colours: { id: string; name: string }[];
  models: BankModel[];
  vocoder?: { name: string; own: boolean; bytes: number } | null;
  /** How many words it has in each language. */
  words?: Record<string, number>;
  range?: [number, number] | null;
  sample_rate?: number;
  /** Which touches of a note are heard. */
  curves: Record<string, boolean>;
  missing: { part: string; effect: string }[];
  /** Seconds of singing for each second of work. */
  speed: number | null;
}
