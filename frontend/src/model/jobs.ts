/** Jobs in words: what state they are in and what a person may expect. */
import type { Job, JobStatus } from "../core/wire";
import { capital, ordinal, plain } from "./names";
import { about, clock, took } from "./time";

export const isOver = (status: JobStatus): boolean => status !== "queued" && status !== "started";

export const STATE_WORD: Readonly<Record<JobStatus, string>> = {
  queued: "Queued",
  started: "Started",
  finished: "Finished",
  failed: "Failed",
  cancelled: "Cancelled",
};

/** Whether it is the words that made a job fail. */
export const isAboutWords = ({ error }: { error: { code: string } | null }): boolean => error?.code === "bad_lyrics" || error?.code === "cannot_sing";

/** Whether a job makes music, in the stages that this takes. */
export const isMusic = ({ type }: Pick<Job, "type">): boolean => MUSIC.has(type);

const MUSIC: ReadonlySet<string> = new Set(["music", "vocals", "edit"]);

/** Where a job leads: to its song or its upload once that is there. */
export const pageOf = ({ id, result }: Pick<Job, "id" | "result">): string =>
  result?.upload ? "/uploads" : result?.song_id === undefined ? `/jobs/${id}` : `/songs/${result.song_id}`;

/** What the song of a job is called, as far as is known. */
export function titleOf(job: Job): string {
  if (job.result?.title) return job.result.title;
  const known = job.input.title ?? job.input.brief?.title;
  if (known) return known;
  const words = (job.input.prompt ?? "").trim().split(/\s+/).slice(0, 6).join(" ");
  return words ? capital(words) : "Untitled";
}

/** What a job changes of a song that is there, so that one is told from another; empty where it makes a new one. */
export const changeOf = (job: Job): string => (job.input.edit ? capital(job.result?.text || plain(job.input.edit.kind)) : "");

/** The sentence after the state's word. */
export function saying(job: Job): string {
  const second = job.attempt > 1 && !isOver(job.status) ? "Second try: the worker stopped. " : "";
  return second + SAY[job.status](job);
}

const SAY: Readonly<Record<JobStatus, (job: Job) => string>> = {
  queued: ({ queue_position, eta_queue_s }) => {
    const place = queue_position === null ? "in line" : `${ordinal(queue_position)} in line`;
    return eta_queue_s === null ? place : `${place}, starts in ${about(eta_queue_s)}`;
  },
  started: ({ stage, eta_run_s }) => {
    const doing = stage ? capital(plain(stage)) : "Beginning";
    return eta_run_s === null ? doing : `${doing}, ${about(eta_run_s)} left`;
  },
  finished: ({ started_at, finished_at, outputs, fallback_reason }) => {
    const length = outputs.find((output) => output.kind === "master")?.duration_s;
    const time = started_at && finished_at ? `in ${took((Date.parse(finished_at) - Date.parse(started_at)) / 1000)}` : "";
    const facts = [time, length ? clock(length) : ""].filter(Boolean).join(", ");
    return fallback_reason ? `${facts}. ${capital(fallback_reason)}` : facts;
  },
  failed: ({ error }) => error?.message ?? "No reason was given.",
  cancelled: ({ stage, started_at }) => (started_at && stage ? `by you at ${plain(stage)}` : "by you before it began"),
};
