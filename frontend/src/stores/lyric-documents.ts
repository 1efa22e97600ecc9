/** Words that are kept: the document that is open, the others, and its versions. */
import { computed, signal } from "@preact/signals";
import * as api from "../api/lyrics";
import { ApiError } from "../core/http";
import { kept } from "../core/kept";
import type { LyricDocument, LyricShort, LyricVersion } from "../core/wire-words";
import { lyrics, setLyrics } from "./lyrics";
import { user } from "./session";
import { show } from "./toast";

interface Open {
  id: number;
  title: string;
  version: number;
  /** The words as they were saved last. */
  saved: string;
  timed: boolean;
}

export const open = kept<Open | null>("lyric-document", null);
export const documents = signal<readonly LyricShort[]>([]);
export const versions = signal<readonly LyricVersion[]>([]);
export const isSaving = signal(false);
export const problem = signal("");
export const isChanged = computed(() => lyrics.value !== (open.value?.saved ?? ""));

/** Words that were written are kept from the start: they are the document that is open. */
export function adopt({ id, title, lyrics: text }: Pick<LyricDocument, "id" | "title" | "lyrics">): void {
  open.value = { id, title, version: 1, saved: text, timed: false };
  versions.value = [];
  if (user.peek()) void loadDocuments();
}

/** Find what was saved before. */
export const loadDocuments = (): Promise<void> =>
  attempt(async () => {
    documents.value = (await api.listDocuments()).results;
    const id = open.peek()?.id;
    if (id !== undefined) await loadVersions(id);
  });

async function loadVersions(id: number): Promise<void> {
  versions.value = (await api.listVersions(id)).results;
}

export const openDocument = (id: number): Promise<void> =>
  attempt(async () => {
    take(await api.openDocument(id));
    await loadVersions(id);
  });

function take(found: LyricDocument): void {
  setLyrics(found.lyrics);
  open.value = { id: found.id, title: found.title, version: found.version, saved: found.lyrics, timed: found.timed };
}

/** Save the words under a title: as a new document, or as a new version of the one that is open. */
export async function save(title: string): Promise<void> {
  isSaving.value = true;
  await attempt(async () => {
    const text = lyrics.peek();
    const id = open.peek()?.id;
    const saved = await (id === undefined ? api.saveNew(title, text) : api.saveAgain(id, title, text));
    open.value = { id: saved.id, title: saved.title, version: saved.version, saved: text, timed: saved.timed };
    show({ title: saved.title, says: `is saved, version ${saved.version}.` });
    await loadDocuments();
  });
  isSaving.value = false;
}

/** Take the words of an LRC, SRT or text file. */
export const bring = (file: File): Promise<void> =>
  attempt(async () => {
    take(await api.bringFile(file));
    await loadDocuments();
  });

/** Bring the words of an earlier version back; saving makes them the newest. */
export const restore = (number: number): Promise<void> =>
  attempt(async () => {
    const id = open.peek()?.id;
    if (id !== undefined) setLyrics((await api.openVersion(id, number)).lyrics);
  });

/** Let the words be a document of their own when they are saved next. */
export function begin(): void {
  open.value = null;
  versions.value = [];
  setLyrics("");
}

export const discard = (id: number): Promise<void> =>
  attempt(async () => {
    await api.deleteDocument(id);
    if (open.peek()?.id === id) {
      open.value = null;
      versions.value = [];
    }
    await loadDocuments();
  });

async function attempt(act: () => Promise<void>): Promise<void> {
  problem.value = "";
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    problem.value = error.message;
  }
}
