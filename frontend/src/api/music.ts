/** Reading words and asking for songs. */
import { call } from "../core/client";
import type { Brief, Instrument, Reading, Style, Wishes } from "../core/wire";

export interface Accepted {
  job_id: string;
  song_id: number;
}

export const readWords = (prompt: string, wishes: Wishes, signal: AbortSignal): Promise<Reading> =>
  call("POST /api/music/brief", { body: { prompt, ...wishes } }, { signal }) as Promise<Reading>;

export const planBrief = (brief: Brief): Promise<Reading> =>
  call("POST /api/music/brief", { body: { brief } }) as Promise<Reading>;

/** Ask for a song; the same ``key`` twice is one song. */
export const makeSong = (prompt: string, wishes: Wishes, key: string): Promise<Accepted> =>
  call("POST /api/jobs/music", { body: { prompt, ...wishes } }, { headers: { "Idempotency-Key": key } });

export const listStyles = (): Promise<{ results: Style[] }> => call("GET /api/styles");
/** Store a MIDI or MusicXML file; the answer names it for requests. */
export function uploadNotes(file: File): Promise<{ id: string; name: string }> {
  const form = new FormData();
  form.append("file", file);
  return call("POST /api/upload/midi", { body: form });
}

export const listInstruments = (): Promise<{ results: Instrument[] }> => call("GET /api/instruments");
