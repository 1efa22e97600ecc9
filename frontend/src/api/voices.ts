/** Singers, and the words of songs in time. */
import { ask } from "../core/http";
import type { SongWords, Voices } from "../core/wire-words";

export const listVoices = (): Promise<Voices> => ask("/api/voices");
export const songWords = (song: number, take: number): Promise<SongWords> => ask(`/api/songs/${song}/words?take=${take}`);
