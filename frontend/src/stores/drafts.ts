/** Messages that are half written, over a reload: each kept for who writes it and to whom, until it is sent or its writer signs out. */
import { kept } from "../core/kept";
import type { Song } from "../core/wire";

export interface Draft {
  words: string;
  song: Pick<Song, "id" | "title"> | null;
}

const EMPTY: Draft = { words: "", song: null };
const drafts = kept<Readonly<Record<string, Draft>>>("drafts", {});

const nameOf = (from: number, to: number): string => `${from}-${to}`;

export const draft = (from: number, to: number): Draft => drafts.value[nameOf(from, to)] ?? EMPTY;

/** Write some of it; what says nothing any more is not kept. */
export function writeDraft(from: number, to: number, change: Partial<Draft>): void {
  const name = nameOf(from, to);
  const { [name]: before = EMPTY, ...others } = drafts.peek();
  const { words, song } = { ...before, ...change };
  drafts.value = words || song ? { ...others, [name]: { words, song: song && { id: song.id, title: song.title } } } : others;
}

export const dropDraft = (from: number, to: number): void => writeDraft(from, to, EMPTY);
export const forgetDrafts = (): void => void (drafts.value = {});
