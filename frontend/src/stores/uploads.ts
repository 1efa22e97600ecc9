/** Recordings of one's own: those that are here, and those that are on their way. */
import { computed, signal } from "@preact/signals";
import * as api from "../api/uploads";
import { ApiError } from "../core/http";
import { Scope } from "../core/scope";
import { giveUp, sendInPieces } from "../core/tus";
import type { Job } from "../core/wire";
import type { Upload } from "../core/wire-uploads";
import { isOver } from "../model/jobs";
import { ENDINGS, isLookedThrough, isRecording } from "../model/uploads";
import { watch } from "./job-watch";
import { show } from "./toast";

/** A file on its way; ``share`` of it is there, 0..1. ``problem`` is why it stopped; it can go on unless it ``isRefused``. */
export interface Sending {
  file: File;
  share: number;
  problem: string;
  isRefused?: boolean;
}

/** What comes of a file that is too large, or of no kind that is taken: sent again it would be refused again. */
const REFUSED: readonly number[] = [413, 415];

/** Null until they are known. */
export const recordings = signal<readonly Upload[] | null>(null);
export const sendings = signal<readonly Sending[]>([]);
export const problem = signal("");
export const isSending = computed(() => sendings.value.some((one) => !one.problem));

const stops = new Map<File, AbortController>();
const follows = new Map<string, Scope>();

export const loadRecordings = (): Promise<void> =>
  attempt(async () => {
    const { results } = await api.listRecordings();
    recordings.value = results;
    for (const one of results) if (isLookedThrough(one)) follow(one);
  });

/** Send files one after the other; returns the last that is here. */
export async function bring(files: Iterable<File>): Promise<Upload | null> {
  problem.value = "";
  const wanted = [...files];
  const wrong = wanted.find((file) => !isRecording(file));
  if (wrong) problem.value = `“${wrong.name}” is no recording. Recordings can be ${ENDINGS.replaceAll(".", "").toUpperCase().replaceAll(",", ", ")}.`;
  const sounds = wanted.filter(isRecording);
  sendings.value = [...sounds.map((file) => ({ file, share: 0, problem: "" })), ...sendings.peek()];
  let last: Upload | null = null;
  for (const file of sounds) last = (await bringOne(file)) ?? last;
  return last;
}

/** Go on with a file that stopped. */
export async function goOn(file: File): Promise<void> {
  change(file, { problem: "" });
  await bringOne(file);
}

/** Stop a file, and forget what has come of it. */
export function stop(file: File): void {
  stops.get(file)?.abort();
  sendings.value = sendings.peek().filter((one) => one.file !== file);
  void giveUp(file);
}

async function bringOne(file: File): Promise<Upload | null> {
  const stopping = new AbortController();
  stops.set(file, stopping);
  try {
    const { job_id } = await sendInPieces(file, "audio", (share) => change(file, { share }), stopping.signal);
    const upload = await lookedThrough(job_id ?? "", stopping.signal);
    sendings.value = sendings.peek().filter((one) => one.file !== file);
    take(upload);
    follow(upload);
    return upload;
  } catch (error) {
    if (stopping.signal.aborted) return null;
    if (!(error instanceof ApiError)) throw error;
    change(file, { problem: error.message, isRefused: REFUSED.includes(error.status) });
    return null;
  } finally {
    stops.delete(file);
  }
}

/** The upload that a job makes of a file that is whole. */
function lookedThrough(job: string, signal: AbortSignal): Promise<Upload> {
  const scope = new Scope();
  signal.addEventListener("abort", () => scope.end());
  return new Promise<Job>((resolve) => watch(job, scope, (now) => isOver(now.status) && resolve(now))).then((ended) => {
    if (ended.result?.upload) return api.getUpload(ended.result.upload);
    const status = ended.error?.retryable === false ? 415 : 422;
    throw new ApiError(status, ended.error?.code ?? ended.status, ended.error?.message ?? "The file was called off.");
  });
}

/** Tell what was found out about a recording as soon as it is. */
function follow({ id, analysis }: Upload): void {
  if (!analysis?.job_id || analysis.status === "finished" || follows.has(id)) return;
  const scope = new Scope();
  follows.set(id, scope);
  watch(analysis.job_id, scope, (job) => {
    if (!isOver(job.status)) return;
    scope.end();
    follows.delete(id);
    void attempt(async () => take(await api.getUpload(id)));
  });
}

export const analyse = (id: string): Promise<void> =>
  attempt(async () => {
    const upload = await api.analyse(id);
    take(upload);
    follow(upload);
  });

export const rename = ({ id }: Upload, name: string): Promise<void> => attempt(async () => take(await api.renameUpload(id, name)));

export const remove = ({ id, name }: Upload): Promise<void> =>
  attempt(async () => {
    await api.removeUpload(id);
    recordings.value = (recordings.peek() ?? []).filter((one) => one.id !== id);
    show({ title: name, says: "is removed. Songs keep what they have of it." });
  });

/** Forget all of it, as when somebody signs out. */
export function forgetUploads(): void {
  for (const stopping of stops.values()) stopping.abort();
  for (const scope of follows.values()) scope.end();
  follows.clear();
  recordings.value = null;
  sendings.value = [];
}

function take(upload: Upload): void {
  const known = recordings.peek() ?? [];
  const isKnown = known.some(({ id }) => id === upload.id);
  recordings.value = isKnown ? known.map((one) => (one.id === upload.id ? upload : one)) : [upload, ...known];
}

function change(file: File, part: Partial<Sending>): void {
  sendings.value = sendings.peek().map((one) => (one.file === file ? { ...one, ...part } : one));
}

async function attempt(act: () => Promise<void>): Promise<void> {
  problem.value = "";
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    problem.value = error.message;
  }
}
