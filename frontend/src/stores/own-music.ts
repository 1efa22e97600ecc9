/** Music that people bring: MIDI and MusicXML files, and what each of them is. */
import { signal } from "@preact/signals";
import { uploadNotes } from "../api/music";
import { ApiError } from "../core/http";
import type { Brought, Material } from "../core/wire";
import { wish, wishes } from "./create";

export const MOST_FILES = 4;
export const ENDINGS = ".mid,.midi,.musicxml,.xml,.mxl,.ds,.ust,.ustx,.svp,.vsqx";

export const isUploading = signal(false);
export const problem = signal("");

const all = (): readonly Brought[] => wishes.peek().given ?? [];
const set = (given: readonly Brought[]): void => wish({ given: given.length ? [...given] : undefined });

/** Bring files, each as a melody until somebody says otherwise. */
export async function bring(files: Iterable<File>): Promise<void> {
  problem.value = "";
  isUploading.value = true;
  try {
    for (const file of files) await bringOne(file);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    problem.value = error.message;
  } finally {
    isUploading.value = false;
  }
}

async function bringOne(file: File): Promise<void> {
  if (all().length >= MOST_FILES) {
    problem.value = `Up to ${MOST_FILES} files can be brought.`;
    return;
  }
  const { id } = await uploadNotes(file);
  set([...all(), { upload: id, as: "melody", name: file.name }]);
}

export const say = (upload: string, as: Material): void =>
  set(all().map((one) => (one.upload === upload ? { ...one, as } : one)));

export const takeAway = (upload: string): void => set(all().filter((one) => one.upload !== upload));
