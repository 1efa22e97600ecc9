/** Editing songs: every edit is a job that makes a take, and going back is choosing the take before. */
import { computed, signal } from "@preact/signals";
import { chooseTake, deleteTake, editSong } from "../api/takes";
import { ApiError } from "../core/http";
import type { Job } from "../core/wire";
import type { SungLine } from "../core/wire-words";
import type { Edit } from "../model/edits";
import { capital } from "../model/names";
import { touchedBy } from "../model/words";
import { follow, running } from "./jobs";
import { arrived } from "./songs";
import { show } from "./toast";

/** Why the last edit of a song was refused or failed. */
export const refusals = signal<ReadonlyMap<number, string>>(new Map());

const refuse = (song: number, says: string | null): void => {
  const next = new Map(refusals.peek());
  if (says === null) next.delete(song);
  else next.set(song, says);
  refusals.value = next;
};

/** The jobs that edit songs now, by song. */
const editing = computed(() => new Map(running.value.filter(({ type }) => type === "edit").map((job) => [job.input.song_id, job])));

/** The job that makes a take of a song now, if one does. */
export const editOf = (song: number): Job | null => editing.value.get(song) ?? null;

/** The lines of a song that are being sung anew. */
export const sungAnew = (song: number, lines: readonly SungLine[]): readonly number[] => touchedBy(editOf(song)?.input.edit, lines);

/** What is done for the take that is being made of a song, and how far it is; empty where none is. */
export const makingOf = (song: number): string => {
  const job = editOf(song);
  return job ? `${capital(job.stage || "queued")} ${Math.round(job.progress * 100)} %` : "";
};

/** Ask for an edit of the take that is shown; true if it was accepted. */
export async function edit(song: { id: number; take: number }, wish: Edit): Promise<boolean> {
  if (editOf(song.id)) {
    refuse(song.id, "A take is being made; wait for it, or cancel its job.");
    return false;
  }
  refuse(song.id, null);
  try {
    const { job_id } = await editSong(song.id, { ...wish, take: song.take });
    follow(job_id, null, (job) => tell(job, song));
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    refuse(song.id, error.message);
    return false;
  }
}

function tell(job: Job, song: { id: number; take: number }): void {
  refuse(song.id, job.status === "failed" ? (job.error?.message ?? "The take could not be made.") : null);
  const made = job.result;
  if (!made?.take) return;
  show({
    title: `Take ${made.take}`,
    says: `${capital(made.text || "is there")}.`,
    undo: () => choose(song.id, song.take),
  });
}

/** Let a song be another one of its takes. */
export async function choose(song: number, take: number): Promise<void> {
  await attempt(song, () => chooseTake(song, take));
}

export async function removeTake(song: number, take: number): Promise<void> {
  await attempt(song, () => deleteTake(song, take));
}

async function attempt(song: number, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
    refuse(song, null);
    arrived(song);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    refuse(song, error.message);
  }
}
