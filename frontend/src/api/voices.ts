/** Singers, and the words of songs in time. */
import { ask, fetchFile } from "../core/http";
import type { SongWords, Voices } from "../core/wire-words";

export const listVoices = (): Promise<Voices> => ask("/api/voices");
export const songWords = (song: number, take: number): Promise<SongWords> => ask(`/api/songs/${song}/words?take=${take}`);

/** Some words for a voice; the answer says where they can be heard. */
export const audition = (wish: { text: string; voice?: string; expression?: string }): Promise<{ url: string }> =>
  ask("/api/voices/preview", { method: "POST", body: wish });
export const fetchSound = (address: string): Promise<Blob> => fetchFile(address);
