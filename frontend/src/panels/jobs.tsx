/** Jobs: all of them, or one while it is made. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { NotAgain } from "../components/again";
import { Empty } from "../components/empty";
import { FormRibbon } from "../components/form-ribbon";
import { Icon } from "../components/icon";
import { JobCard, JobPicture } from "../components/job-card";
import { Notice } from "../components/notice";
import { useScope } from "../core/hooks";
import type { ApiError } from "../core/http";
import { asApiError } from "../core/loading";
import { go } from "../core/router";
import { useTitle } from "../core/title";
import type { Job } from "../core/wire";
import { isMusic, isOver, pageOf, saying, STATE_WORD, titleOf } from "../model/jobs";
import { size } from "../model/downloads";
import { capital } from "../model/names";
import { inTime } from "../model/sections";
import { stagesOf } from "../model/stages";
import { openingOf } from "../model/opening";
import { about } from "../model/time";
import { showResult } from "../stores/effects";
import { cancel, job as jobWith, jobs, open, planOf, retry } from "../stores/jobs";
import { playOpening } from "../stores/player";
import { isPlaying } from "../stores/playing";

export function Jobs({ id }: { id: string | null }): JSX.Element {
  useTitle("Jobs");
  if (id) return <OneJob id={id} />;
  return (
    <section class="screen jobs" aria-labelledby="h-jobs">
      <h1 id="h-jobs">Jobs</h1>
      {jobs.value.length ? (
        <div class="joblist">
          {jobs.value.map((job) => (
            <JobCard key={job.id} job={job} />
          ))}
        </div>
      ) : (
        <Empty says="Nothing was made yet. A song takes seconds." way="Make a song" to="/" />
      )}
    </section>
  );
}

function OneJob({ id }: { id: string }): JSX.Element {
  const job = jobWith(id);
  const failure = useSignal<ApiError | null>(null);
  useScope((scope) => {
    open(id).catch((error) => (failure.value = asApiError(error)));
    let wasRunning = false;
    scope.effect(() => {
      const now = jobWith(id);
      if (now && !isOver(now.status)) wasRunning = true;
      if (wasRunning && now?.result?.song_id !== undefined) go(pageOf(now), "replace");
    });
  }, [id]);
  if (!job) return failure.value ? <NoJob /> : <section class="screen jobs" aria-busy="true" />;
  return (
    <section class="screen job" aria-labelledby="h-job">
      <p class="crumb">
        <span class="st">{STATE_WORD[job.status]}</span> {job.status === "started" ? capital(job.stage || "beginning") : saying(job)}
      </p>
      <h1 id="h-job" class="title">
        {titleOf(job)}
      </h1>
      <p class="lede">{job.input.prompt}</p>
      <JobForm job={job} />
      <JobPicture job={job} isLarge />
      <JobLine job={job} />
      <NotAgain id={job.id} />
      {isMusic(job) && <StageRow job={job} />}
    </section>
  );
}

function NoJob(): JSX.Element {
  return (
    <section class="screen jobs" aria-labelledby="h-jobs">
      <h1 id="h-jobs">Jobs</h1>
      <Notice way={<a class="btn" href="/jobs">See all jobs</a>}>There is no such job, or it is not yours.</Notice>
    </section>
  );
}

function JobForm({ job }: { job: Job }): JSX.Element | null {
  const plan = planOf(job);
  if (!plan) return null;
  return (
    <FormRibbon
      sections={inTime(plan.sections, plan.duration_s)}
      duration_s={plan.duration_s}
      isTall
      block={(_section, _i, name) => <span>{name}</span>}
    />
  );
}

function JobLine({ job }: { job: Job }): JSX.Element {
  if (job.status === "failed") {
    return <Notice way={<Again id={job.id} />}>{saying(job)}</Notice>;
  }
  return (
    <div class="jobline">
      {job.result && <Outcome job={job} />}
      {job.status === "started" && job.eta_run_s !== null && (
        <p class="eta" role="status">
          <b>{capital(about(job.eta_run_s))} left</b>
        </p>
      )}
      <Opening job={job} />
      <span class="push" />
      {job.status === "cancelled" && <Again id={job.id} />}
      {!isOver(job.status) && (
        <button type="button" class="btn" onClick={() => void cancel(job.id)}>
          Cancel<kbd>Esc</kbd>
        </button>
      )}
    </div>
  );
}

function Outcome({ job }: { job: Job }): JSX.Element | null {
  const [file] = job.outputs;
  if (job.result?.song_id !== undefined) {
    return (
      <a class="btn primary" href={pageOf(job)}>
        <Icon name="song" />
        Open the song
      </a>
    );
  }
  if (job.result?.asset_id !== undefined) return <Comparing asset_id={job.result.asset_id} />;
  return file ? (
    <a class="btn primary" href={`${file.url}?download=1`} download>
      <Icon name="download" />
      Download {size(file.bytes)}
    </a>
  ) : null;
}

function Comparing({ asset_id }: { asset_id: string }): JSX.Element {
  const open = async (): Promise<void> => {
    await showResult(asset_id);
    go("/effects");
  };
  return (
    <button type="button" class="btn primary" onClick={() => void open()}>
      <Icon name="effects" />
      Before and after
    </button>
  );
}

/** The first seconds can be heard while the rest is made; the song goes on from there. */
function Opening({ job }: { job: Job }): JSX.Element | null {
  const opening = openingOf(job, planOf(job));
  if (!opening || isPlaying.value) return null;
  return (
    <button type="button" class="btn primary" onClick={() => void playOpening(opening)}>
      <Icon name="play" />
      Play the opening
    </button>
  );
}

function Again({ id }: { id: string }): JSX.Element {
  const again = async (): Promise<void> => {
    const job = await retry(id);
    if (job) go(`/jobs/${job}`);
  };
  return (
    <button type="button" class="btn" onClick={() => void again()}>
      Try again
    </button>
  );
}

function StageRow({ job }: { job: Job }): JSX.Element {
  const stages = stagesOf(job);
  return (
    <ol class="stages" style={{ "--stages": stages.length }}>
      {stages.map(({ name, doing, done, state }) => (
        <li key={name} class={state} aria-current={state === "now" ? "step" : undefined}>
          {state === "done" && <Icon name="check" />}
          <b>{state === "done" ? done : doing}</b>
        </li>
      ))}
    </ol>
  );
}
