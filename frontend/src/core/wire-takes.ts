/** What the server says of takes: their tree, what they keep of what was asked, and whom they won against. */
import type { TakeShape } from "./contract";

/** A constraint of the brief and how much of it the score keeps. */
export interface Kept {
  line: string;
  is_met: boolean;
  misses: string[];
}

/** A song of a contest. */
export interface Candidate {
  number: number;
  seed: number;
  faults: number;
  off_middle: number;
  missed: Record<string, number[]>;
}

export interface Quality {
  why?: string;
  candidates?: Candidate[];
}

export interface Take extends Pick<TakeShape, "number" | "parent" | "is_current" | "text" | "created_at"> {
  edit: { kind: string } | null;
}

export interface Takes {
  current: number | null;
  results: Take[];
}
