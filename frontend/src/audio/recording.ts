/** Which files of a song are played. */
import type { Output, SongDetail } from "../core/wire";
import type { Recording } from "./player";

/** What the player plays of a song, or of its opening; null while there is no sound. */
export function recordingOf({ outputs, stems, duration_s }: SongDetail, loudness: number): Recording | null {
  const master = streamOf(outputs);
  return master ? { master: master.url, stems, duration_s, loudness } : null;
}

// Flac first: it starts where the stems start, while an mp3 begins with silence of its encoder.
const PLAYABLE = [
  ["flac", "audio/flac"],
  ["wav", "audio/wav"],
  ["mp3", "audio/mpeg"],
] as const;

function streamOf(outputs: readonly Output[]): Output | undefined {
  const masters = outputs.filter(({ kind }) => kind === "master" || kind === "preview");
  const probe = new Audio();
  for (const [format, type] of PLAYABLE) {
    const found = masters.find((master) => master.format === format);
    if (found && probe.canPlayType(type)) return found;
  }
  return masters[0];
}
