/** A job in the tray: its state in an icon and a word, its picture, and the one thing to do about it. */
import type { JSX } from "preact";
import { go } from "../core/router";
import type { Job, JobStatus } from "../core/wire";
import { changeOf, isAboutWords, isOver, pageOf, saying, STATE_WORD, titleOf } from "../model/jobs";
import { openingOf } from "../model/opening";
import { takeSinging } from "../stores/create";
import { openField } from "../stores/create-focus";
import { cancel, planOf, retry } from "../stores/jobs";
import { peaksAt } from "../stores/peaks";
import { pause, playOpening, playSong } from "../stores/player";
import { current, isPlaying } from "../stores/playing";
import { NotAgain } from "./again";
import { Hairlines } from "./hairlines";
import { Icon, type IconName } from "./icon";
import { Strata } from "./strata";

const STATE_ICON: Readonly<Record<JobStatus, IconName>> = {
  queued: "waiting",
  started: "waiting",
  finished: "check",
  failed: "warning",
  cancelled: "stopped",
};

export function JobCard({ job }: { job: Job }): JSX.Element {
  const title = titleOf(job);
  const change = changeOf(job);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && !isOver(job.status)) void cancel(job.id);
  };
  return (
    <article class={`jobcard ${job.status}`} aria-label={title} onKeyDown={onKeyDown}>
      <header>
        <Icon name={STATE_ICON[job.status]} />
        <a href={pageOf(job)}>{title}</a>
        <JobButton job={job} title={title} />
      </header>
      {change && <p class="k">{change}</p>}
      <JobPicture job={job} />
      <p>
        <span class="st">{STATE_WORD[job.status]}</span> {saying(job)}
      </p>
      {job.status === "failed" && (
        <div class="acts">
          {isAboutWords(job) && (
            <button type="button" class="btn small" onClick={() => mend(job)}>
              Edit the words
            </button>
          )}
          <button type="button" class={isAboutWords(job) ? "btn small quiet" : "btn small"} onClick={() => void retry(job.id)}>
            Try again
          </button>
        </div>
      )}
      <NotAgain id={job.id} />
    </article>
  );
}

/** Open the words of a job that could not sing them. */
function mend(job: Job): void {
  takeSinging(job.input.brief);
  openField("words");
  go("/");
}

function JobButton({ job, title }: { job: Job; title: string }): JSX.Element | null {
  if (job.status === "failed") return null;
  if (job.status === "cancelled") return <Small icon="again" label={`Retry ${title}`} act={() => void retry(job.id)} />;
  if (!isOver(job.status)) {
    return (
      <>
        <OpeningButton job={job} title={title} />
        <Small icon="close" label={`Cancel ${title}`} act={() => void cancel(job.id)} />
      </>
    );
  }
  const id = job.result?.song_id;
  if (id === undefined) return null;
  const plays = isPlaying.value && current.value?.id === id;
  if (plays) return <Small icon="pause" label={`Pause ${title}`} act={pause} />;
  return <Small icon="play" label={`Play ${title}`} act={() => void playSong(id)} />;
}

/** The first seconds of a song that is being made. */
function OpeningButton({ job, title }: { job: Job; title: string }): JSX.Element | null {
  const opening = openingOf(job, planOf(job));
  if (!opening) return null;
  const plays = isPlaying.value && current.value?.id === opening.id;
  if (plays) return <Small icon="pause" label={`Pause ${title}`} act={pause} />;
  return <Small icon="play" label={`Play the opening of ${title}`} act={() => void playOpening(opening)} />;
}

function Small({ icon, label, act }: { icon: IconName; label: string; act: () => void }): JSX.Element {
  return (
    <button type="button" class="btn icon small" aria-label={label} title={label} onClick={act}>
      <Icon name={icon} />
    </button>
  );
}

/** The plan while it is made, the song's own shape once it is there. */
export function JobPicture({ job, isLarge = false }: { job: Job; isLarge?: boolean }): JSX.Element | null {
  const url = job.outputs?.find((output) => output.kind === "peaks")?.url;
  const peaks = url ? peaksAt(url).value : null;
  const size = isLarge ? "strata hero" : "strata";
  if (peaks) return <Strata peaks={peaks} isLarge={isLarge} class={size} grows />;
  if (job.status !== "started" && !(isLarge && job.status === "queued") && job.status !== "finished") return null;
  const plan = planOf(job);
  if (!plan) return <div class={size} />;
  const label = isLarge ? `Made as far as ${Math.round(job.progress * 100)} percent` : undefined;
  return <Hairlines sections={plan.sections} done={job.progress} isLarge={isLarge} class={size} {...(label ? { label } : {})} />;
}
