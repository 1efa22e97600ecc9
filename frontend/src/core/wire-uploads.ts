/** What the server says of uploads, as it says it. */
import type { JobStatus } from "./wire";

/** What was found out about a recording, once its job is finished. */
export interface Analysis {
  status: JobStatus;
  job_id: string | null;
  duration_s?: number;
  loudness_lufs?: number | null;
  peaks?: number[];
  tempo_bpm?: number | null;
  key?: string | null;
  /** Why there is no tempo. */
  unheard?: string | null;
  tags?: Record<string, string>;
}

export interface Upload {
  id: string;
  kind: "audio" | "midi" | "image";
  name: string;
  url: string;
  bytes: number;
  duration_s: number | null;
  created_at: string;
  analysis: Analysis | null;
}

/** Of a recording in a song: it says tempo and key, or plays along. */
export const USES = ["guide", "stem"] as const;
export type Use = (typeof USES)[number];

/** A recording that a song is made with. */
export interface OwnAudio {
  upload: string;
  use: Use;
  name: string;
}
