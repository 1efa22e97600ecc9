/** Jobs: looking, cancelling, trying again. */
import { call } from "../core/client";
import type { Job, Page } from "../core/wire";

export const listJobs = (): Promise<Page<Job>> => call("GET /api/jobs") as Promise<Page<Job>>;
export const getJob = (id: string): Promise<Job> => call("GET /api/jobs/{job_id}", { path: { job_id: id } }) as Promise<Job>;
export const cancelJob = (id: string): Promise<Job> => call("POST /api/jobs/{job_id}/cancel", { path: { job_id: id } }) as Promise<Job>;
export const retryJob = (id: string): Promise<{ job_id: string }> => call("POST /api/jobs/{job_id}/retry", { path: { job_id: id } });
export const eventsOf = (id: string): string => `/api/jobs/${id}/events`;
