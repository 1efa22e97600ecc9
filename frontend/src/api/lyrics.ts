/** Words: how they are read, the writer's help, and the documents that keep them. */
import { ask } from "../core/http";
import type { Page } from "../core/wire";
import type { Analysis, LyricDocument, LyricShort, LyricVersion, Rhyme, Themes, Written } from "../core/wire-words";

const post = <T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> =>
  ask(`/api/lyrics${path}`, { method: "POST", body, ...(signal ? { signal } : {}) });

export const analyze = (lyrics: string, language: string, signal: AbortSignal): Promise<Analysis> =>
  post("/analyze", { lyrics, language }, signal);

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

export const goOn = (lyrics: string, theme?: string): Promise<Analysis & { lyrics: string }> =>
  post("/continue", { lyrics, ...(theme ? { theme } : {}) });

export const rhymesOf = (word: string): Promise<{ rhymes: Rhyme[] }> => post("/rhymes", { word });
export const synonymsOf = (word: string): Promise<{ synonyms: { word: string }[] }> => post("/synonyms", { word });

/** What the writer knows to write about, and in which moods. */
export const listThemes = (): Promise<Themes> => ask("/api/lyrics/themes");

export const listDocuments = (): Promise<Page<LyricShort>> => ask("/api/lyrics?page_size=100");
/** Keep the words of an LRC, SRT or text file. */
export function bringFile(file: File): Promise<LyricDocument> {
  const form = new FormData();
  form.append("file", file);
  return ask("/api/lyrics/import", { method: "POST", body: form });
}
export const fileOf = (id: number, format: "txt" | "lrc" | "lrc_words" | "srt"): string => `/api/lyrics/${id}/file?format=${format}`;
export const openDocument = (id: number): Promise<LyricDocument> => ask(`/api/lyrics/${id}`);
export const saveNew = (title: string, lyrics: string): Promise<LyricDocument> => post("", { title, lyrics });
export const saveAgain = (id: number, title: string, lyrics: string): Promise<LyricDocument> =>
  ask(`/api/lyrics/${id}`, { method: "PUT", body: { title, lyrics } });
export const deleteDocument = (id: number): Promise<unknown> => ask(`/api/lyrics/${id}`, { method: "DELETE" });
export const listVersions = (id: number): Promise<{ results: LyricVersion[] }> => ask(`/api/lyrics/${id}/versions`);
export const openVersion = (id: number, number: number): Promise<{ lyrics: string }> => ask(`/api/lyrics/${id}/versions/${number}`);
