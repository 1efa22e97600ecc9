/** Reading words and asking for songs. */
import { ask } from "../core/http";
import type { Brief, Instrument, Page, Reading, Style, Wishes } from "../core/wire";

export interface Accepted {
  job_id: string;
  song_id: number;
}

export const readWords = (prompt: string, wishes: Wishes, signal: AbortSignal): Promise<Reading> =>
  ask("/api/music/brief", { method: "POST", body: { prompt, ...wishes }, signal });

export const planBrief = (brief: Brief): Promise<Reading> =>
  ask("/api/music/brief", { method: "POST", body: { brief } });

/** Ask for a song; the same ``key`` twice is one song. */
export const makeSong = (prompt: string, wishes: Wishes, key: string): Promise<Accepted> =>
  ask("/api/jobs/music", { method: "POST", body: { prompt, ...wishes }, headers: { "Idempotency-Key": key } });

export const listStyles = (): Promise<Page<Style>> => ask("/api/styles");
/** Store a MIDI or MusicXML file; the answer names it for requests. */
export function uploadNotes(file: File): Promise<{ id: string; name: string }> {
  const form = new FormData();
  form.append("file", file);
  return ask("/api/upload/midi", { method: "POST", body: form });
}

export const listInstruments = (): Promise<Page<Instrument>> => ask("/api/instruments");
