/** Words: how they are read, the writer's help, and the documents that keep them. */
import { ask } from "../core/http";
import type { Page } from "../core/wire";
import type { Analysis, LyricDocument, LyricVersion, Rhyme, Written } from "../core/wire-words";

const post = <T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> =>
  ask(`/api/lyrics${path}`, { method: "POST", body, ...(signal ? { signal } : {}) });

export const analyze = (lyrics: string, signal: AbortSignal): Promise<Analysis> => post("/analyze", { lyrics }, signal);

/** What is to be written: about what, and how. Whatever is left out is drawn. */
export interface Order {
  theme: string;
  style?: string;
  mood?: string;
  rhyme_scheme?: string;
}

export const write = (order: Order): Promise<Written> => post("/generate", order);

export const rewrite = (lyrics: string, line: number, theme?: string): Promise<{ alternatives: string[] }> =>
  post("/rewrite", { lyrics, line, ...(theme ? { theme } : {}) });

export const goOn = (lyrics: string, theme?: string): Promise<{ lyrics: string }> =>
  post("/continue", { lyrics, ...(theme ? { theme } : {}) });

export const rhymesOf = (word: string): Promise<{ rhymes: Rhyme[] }> => post("/rhymes", { word });
export const synonymsOf = (word: string): Promise<{ synonyms: { word: string }[] }> => post("/synonyms", { word });

export const listDocuments = (): Promise<Page<LyricDocument>> => ask("/api/lyrics");
export const openDocument = (id: number): Promise<LyricDocument> => ask(`/api/lyrics/${id}`);
export const saveNew = (title: string, lyrics: string): Promise<LyricDocument> => post("", { title, lyrics });
export const saveAgain = (id: number, title: string, lyrics: string): Promise<LyricDocument> =>
  ask(`/api/lyrics/${id}`, { method: "PUT", body: { title, lyrics } });
export const deleteDocument = (id: number): Promise<unknown> => ask(`/api/lyrics/${id}`, { method: "DELETE" });
export const listVersions = (id: number): Promise<{ results: LyricVersion[] }> => ask(`/api/lyrics/${id}/versions`);
export const openVersion = (id: number, number: number): Promise<{ lyrics: string }> => ask(`/api/lyrics/${id}/versions/${number}`);
