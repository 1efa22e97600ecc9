/** Words: how they are read, the writer's help, and the documents that keep them. */
import { call } from "../core/client";
import type { Page } from "../core/wire";
import type { Analysis, LyricDocument, LyricShort, LyricVersion, Rhyme, Themes, Written } from "../core/wire-words";

export const analyze = (lyrics: string, language: string, signal: AbortSignal): Promise<Analysis> =>
  call("POST /api/lyrics/analyze", { body: { lyrics, language } }, { signal });

/** What is to be written: about what, and how. Whatever is left out is drawn. */
export interface Order {
  theme: string;
  style?: string;
  mood?: string;
  rhyme_scheme?: string;
  /** Seconds of the song that the words are for. */
  duration?: number;
}

export const write = (order: Order): Promise<Written> => call("POST /api/lyrics/generate", { body: order });

export const rewrite = (lyrics: string, line: number, theme?: string): Promise<{ alternatives: string[] }> =>
  call("POST /api/lyrics/rewrite", { body: { lyrics, line, ...(theme ? { theme } : {}) } });

export const goOn = (lyrics: string, theme?: string): Promise<Analysis & { lyrics: string }> =>
  call("POST /api/lyrics/continue", { body: { lyrics, ...(theme ? { theme } : {}) } });

export const rhymesOf = (word: string): Promise<{ rhymes: Rhyme[] }> => call("POST /api/lyrics/rhymes", { body: { word } });
export const synonymsOf = (word: string): Promise<{ synonyms: { word: string }[] }> => call("POST /api/lyrics/synonyms", { body: { word } });

/** What the writer knows to write about, and in which moods. */
export const listThemes = (): Promise<Themes> => call("GET /api/lyrics/themes");

export const listDocuments = (): Promise<Page<LyricShort>> => call("GET /api/lyrics", { query: { page_size: 100 } });
/** Keep the words of an LRC, SRT or text file. */
export function bringFile(file: File): Promise<LyricDocument> {
  const form = new FormData();
  form.append("file", file);
  return call("POST /api/lyrics/import", { body: form });
}
export const fileOf = (id: number, format: "txt" | "lrc" | "lrc_words" | "srt"): string => `/api/lyrics/${id}/file?format=${format}`;
export const openDocument = (id: number): Promise<LyricDocument> => call("GET /api/lyrics/{sheet_id}", { path: { sheet_id: id } });
export const saveNew = (title: string, lyrics: string): Promise<LyricDocument> => call("POST /api/lyrics", { body: { title, lyrics } });
export const saveAgain = (id: number, title: string, lyrics: string): Promise<LyricDocument> =>
  call("PUT /api/lyrics/{sheet_id}", { path: { sheet_id: id }, body: { title, lyrics } });
export const deleteDocument = (id: number): Promise<unknown> => call("DELETE /api/lyrics/{sheet_id}", { path: { sheet_id: id } });
export const listVersions = (id: number): Promise<{ results: LyricVersion[] }> =>
  call("GET /api/lyrics/{sheet_id}/versions", { path: { sheet_id: id } });
export const openVersion = (id: number, number: number): Promise<{ lyrics: string }> =>
  call("GET /api/lyrics/{sheet_id}/versions/{number}", { path: { sheet_id: id, number } });
