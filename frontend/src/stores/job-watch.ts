/** Follows one job: by server-sent events while streams are free, else by asking again and again. */
import { eventsOf, getJob } from "../api/jobs";
import { ApiError } from "../core/http";
import type { Scope } from "../core/scope";
import type { Job } from "../core/wire";
import { isOver } from "../model/jobs";

const MOST_STREAMS = 2; // browsers open six connections to one address, and the studio needs the others
const POLL_MS = 1500;

let streams = 0;

/** Tell every change of a job until it is over or the scope ends. */
export function watch(id: string, scope: Scope, tell: (job: Job) => void): void {
  if (streams < MOST_STREAMS) stream(id, scope, tell);
  else poll(id, scope, tell);
}

function stream(id: string, scope: Scope, tell: (job: Job) => void): void {
  const events = new EventSource(eventsOf(id));
  let isOpen = true;
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    streams--;
    events.close();
  };
  streams++;
  scope.add(close);
  events.addEventListener("job", (event) => {
    const job = JSON.parse((event as MessageEvent<string>).data) as Job;
    if (isOver(job.status)) close();
    tell(job);
  });
  events.addEventListener("error", () => {
    if (!isOpen) return;
    close(); // refused or torn: asking always works
    poll(id, scope, tell);
  });
}

function poll(id: string, scope: Scope, tell: (job: Job) => void): void {
  const look = async (): Promise<void> => {
    try {
      const job = await getJob(id);
      tell(job);
      if (!isOver(job.status)) scope.after(POLL_MS, () => void look());
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status !== 404) scope.after(2 * POLL_MS, () => void look());
    }
  };
  void look();
}
