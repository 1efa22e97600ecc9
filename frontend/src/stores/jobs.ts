/** Jobs: a list that follows the server while something runs. */
import { computed, signal } from "@preact/signals";
import * as api from "../api/jobs";
import { planBrief } from "../api/music";
import type { ApiError } from "../core/http";
import { asApiError } from "../core/loading";
import { Scope } from "../core/scope";
import type { Brief, Job, Plan } from "../core/wire";
import { isOver } from "../model/jobs";
import { watch } from "./job-watch";
import { arrived } from "./songs";

const byId = signal<ReadonlyMap<string, Job>>(new Map());

/** The newest first. */
export const jobs = computed(() =>
  [...byId.value.values()].sort((a, b) => b.created_at.localeCompare(a.created_at)),
);
export const running = computed(() => jobs.value.filter((job) => !isOver(job.status)));
export const job = (id: string): Job | undefined => byId.value.get(id);

const watches = new Map<string, Scope>();
let room: Scope | null = null;

/** Fetch the list, and follow what runs, for as long as the scope is open. */
export function openJobs(scope: Scope): void {
  room = scope;
  scope.add(() => {
    for (const watching of watches.values()) watching.end();
    watches.clear();
    room = null;
  });
}

export async function loadJobs(): Promise<void> {
  const { results } = await api.listJobs();
  byId.value = new Map(results.map((job) => [job.id, job]));
  for (const job of results) if (!isOver(job.status)) follow(job.id, null);
}

/** Forget all jobs, as when somebody signs out. */
export function forgetJobs(): void {
  for (const watching of watches.values()) watching.end();
  watches.clear();
  byId.value = new Map();
}

/** Show a job that may not be in the list, and follow it to its end. */
export async function open(id: string): Promise<void> {
  const job = await api.getJob(id);
  take(job);
  if (!isOver(job.status)) follow(id, null);
}

/** Follow a job to its end, and tell of it. */
export function follow(id: string, plan: Plan | null, ended?: (job: Job) => void): void {
  if (plan) plans.value = new Map(plans.peek()).set(id, plan);
  if (watches.has(id) || !room) return;
  const scope = new Scope();
  watches.set(id, scope);
  watch(id, scope, (job) => {
    take(job);
    if (!isOver(job.status)) return;
    leave(id);
    ended?.(job);
  });
}

function take(job: Job): void {
  const before = byId.peek().get(job.id);
  byId.value = new Map(byId.peek()).set(job.id, job);
  if (job.result?.song_id !== undefined && before?.status !== "finished") arrived(job.result.song_id);
}

function leave(id: string): void {
  watches.get(id)?.end();
  watches.delete(id);
}

export async function cancel(id: string): Promise<void> {
  await api.cancelJob(id);
  take(await api.getJob(id));
}

/** Why jobs could not be put up again, by job. */
export const retryRefusals = signal<ReadonlyMap<string, ApiError>>(new Map());

/** Put a job up again; the answer is the new job, or null when it was refused. */
export async function retry(id: string): Promise<string | null> {
  const next = new Map(retryRefusals.peek());
  next.delete(id);
  try {
    const { job_id } = await api.retryJob(id);
    follow(job_id, plans.peek().get(id) ?? null);
    return job_id;
  } catch (error) {
    next.set(id, asApiError(error));
    return null;
  } finally {
    retryRefusals.value = next;
  }
}

const plans = signal<ReadonlyMap<string, Plan>>(new Map());
const asked = new Set<string>();

/** What is planned for a job; asked of the server when the page was opened after the job was made. */
export function planOf(job: Job): Plan | null {
  const known = plans.value.get(job.id) ?? null;
  // A job tells how many notes somebody brought, not which, so that its brief cannot be planned again.
  if (!known && !asked.has(job.id) && job.input.brief && !job.input.brief.given?.length) {
    asked.add(job.id);
    void findPlan(job.id, job.input.brief);
  }
  return known;
}

async function findPlan(id: string, brief: Brief): Promise<void> {
  const { plan } = await planBrief(brief);
  plans.value = new Map(plans.peek()).set(id, plan);
}
