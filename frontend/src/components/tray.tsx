/** The jobs beside the page, and the voice that tells when one changes its state. */
import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { STATE_WORD, titleOf } from "../model/jobs";
import { jobs } from "../stores/jobs";
import { JobCard } from "./job-card";

const MOST = 6;

export function Tray(): JSX.Element | null {
  if (!jobs.value.length) return null;
  return (
    <aside class="tray" aria-label="Jobs">
      <h2>Jobs</h2>
      {jobs.value.slice(0, MOST).map((job) => (
        <JobCard key={job.id} job={job} />
      ))}
    </aside>
  );
}

/** Says the state of the newest job, for those who do not see it: once for each stage. */
export function JobVoice(): JSX.Element {
  const says = useComputed(() => {
    const newest = jobs.value[0];
    if (!newest) return "";
    const what = newest.status === "started" ? newest.stage : (newest.error?.message ?? "");
    return `${titleOf(newest)}: ${STATE_WORD[newest.status]} ${what}`;
  });
  return (
    <p class="sr" aria-live="polite">
      {says}
    </p>
  );
}
