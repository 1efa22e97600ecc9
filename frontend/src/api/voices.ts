/** Singers, and the words of songs in time. */
import { call } from "../core/client";
import { fetchFile } from "../core/http";
import type { SongWords, Voices } from "../core/wire-words";

export const listVoices = (): Promise<Voices> => call("GET /api/voices");
export const songWords = (song: number, take: number): Promise<SongWords> =>
  call("GET /api/songs/{song_id}/words", { path: { song_id: song }, query: { take } });

/** Some words for a voice; the answer says where they can be heard. */
export const audition = (wish: { text: string; voice?: string; expression?: string }): Promise<{ url: string }> =>
  call("POST /api/voices/preview", { body: wish });
export const fetchSound = (address: string): Promise<Blob> => fetchFile(address);
