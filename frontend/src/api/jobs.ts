/** Jobs: looking, cancelling, trying again. */
import { ask } from "../core/http";
import type { Job, Page } from "../core/wire";

export const listJobs = (): Promise<Page<Job>> => ask("/api/jobs");
export const getJob = (id: string): Promise<Job> => ask(`/api/jobs/${id}`);
export const cancelJob = (id: string): Promise<Job> => ask(`/api/jobs/${id}/cancel`, { method: "POST" });
export const retryJob = (id: string): Promise<{ job_id: string }> => ask(`/api/jobs/${id}/retry`, { method: "POST" });
export const eventsOf = (id: string): string => `/api/jobs/${id}/events`;
