/** Uploads, and what they are in a song. */
import type { UploadShape } from "./contract";

export type Upload = UploadShape;

/** Of a recording in a song: it says tempo and key, or plays along. */
export const USES = ["guide", "stem"] as const;
export type Use = (typeof USES)[number];

/** A recording that a song is made with. */
export interface OwnAudio {
  upload: string;
  use: Use;
  name: string;
}
