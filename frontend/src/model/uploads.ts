/** Uploads in words. */
import type { Upload } from "../core/wire-uploads";
import { accidentals, signed } from "./names";
import { clock } from "./time";

export const ENDINGS = ".wav,.mp3,.flac";

/** What is known of a recording, in the order in which one asks for it. */
export function factsOf({ duration_s, analysis }: Pick<Upload, "duration_s" | "analysis">): string[] {
  return [
    duration_s === null ? "" : clock(duration_s),
    analysis?.tempo_bpm ? `${Math.round(analysis.tempo_bpm)} bpm` : "",
    analysis?.key ? accidentals(analysis.key) : "",
    typeof analysis?.loudness_lufs === "number" ? `${signed(analysis.loudness_lufs)} LUFS` : "",
    [analysis?.tags?.artist, analysis?.tags?.title].filter(Boolean).join(", "),
  ].filter(Boolean);
}

/** Whether a job still looks through it. */
export const isLookedThrough = ({ analysis }: Pick<Upload, "analysis">): boolean =>
  analysis?.status === "queued" || analysis?.status === "started";

/** Whether a file is called as recordings are. */
export const isRecording = ({ name }: { name: string }): boolean =>
  ENDINGS.split(",").some((ending) => name.toLowerCase().endsWith(ending));
