/** Jobs of everybody, and who does them; looked at again every few seconds. */
import type { JSX } from "preact";
import { type DeskJob, listAllJobs, listWorkers, type Workers } from "../../api/admin";
import { cancelJob, retryJob } from "../../api/jobs";
import { useScope } from "../../core/hooks";
import { isOver, STATE_WORD } from "../../model/jobs";
import { ownerName } from "../../model/desk";
import { capital, count, plain } from "../../model/names";
import { ago, took } from "../../model/time";
import { Icon, type IconName } from "../icon";
import type { MenuItem } from "../menu";
import { Fetched, useFetched, useListing } from "./room";
import { type Column, List } from "./table";

const LOOK_MS = 5000;
const STATES = [["all", "All"], ...Object.entries(STATE_WORD)] as (readonly ["all" | DeskJob["status"], string])[];
const ICONS: Readonly<Record<DeskJob["status"], readonly [IconName, string]>> = {
  queued: ["waiting", "unverified"],
  started: ["waiting", "unverified"],
  finished: ["check", "active"],
  failed: ["warning", "disabled"],
  cancelled: ["stopped", "unverified"],
};

const COLUMNS: readonly Column<DeskJob>[] = [
  { head: "What", cell: (job) => <What job={job} /> },
  { head: "State", cell: (job) => <State job={job} /> },
  { head: "Put up", isNumber: true, cell: ({ created_at }) => ago(created_at) },
  { head: "Took", isNumber: true, cell: tookOf },
];

export function Jobs(): JSX.Element {
  const listing = useListing(listAllJobs, "all");
  const [workers, look] = useFetched(listWorkers);
  useScope(
    (scope) =>
      scope.every(LOOK_MS, () => {
        if (document.hidden) return;
        void listing.renew();
        void look();
      }),
    [listing],
  );
  const again = async (job: DeskJob): Promise<Partial<DeskJob>> => {
    await retryJob(job.id);
    await listing.renew();
    return {};
  };
  const stop = async (job: DeskJob): Promise<Partial<DeskJob>> => {
    await cancelJob(job.id);
    return { status: "cancelled" };
  };
  const acts = (job: DeskJob): MenuItem[] => {
    if (!isOver(job.status)) return [{ label: "Cancel", act: () => void listing.act(job, stop(job)) }];
    if (job.status === "finished") return [];
    return [{ label: "Try again", act: () => void listing.act(job, again(job)) }];
  };
  return (
    <>
      <Fetched found={workers}>{(now) => <AtWork now={now} />}</Fetched>
      <List label="Jobs" listing={listing} states={STATES} none="There is no such job." columns={COLUMNS} name={({ type, id }) => `${type} ${id}`} acts={acts} />
    </>
  );
}

function AtWork({ now }: { now: Workers }): JSX.Element {
  return (
    <section aria-labelledby="h-workers">
      <h2 id="h-workers">
        {count(now.count, "worker")}, {now.started} running, {now.queued} waiting{now.redis ? "" : ", without a broker"}
      </h2>
      <ul class="workers">
        {now.results.map(({ name, started_at, silent_s }) => (
          <li key={name}>
            <b>{name}</b>
            <small>
              since {ago(started_at)}, heard {took(silent_s)} ago
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function What({ job }: { job: DeskJob }): JSX.Element {
  return (
    <>
      <b>{capital(plain(job.type))}</b>
      <small>{ownerName(job.owner, job.username)}</small>
    </>
  );
}

function State({ job }: { job: DeskJob }): JSX.Element {
  const [icon, look] = ICONS[job.status];
  const more = job.status === "started" ? ` ${Math.round(job.progress * 100)} %, ${job.stage}` : "";
  const why = (job.status === "failed" && job.error?.message) || "";
  return (
    <>
      <span class={`state ${look}`}>
        <Icon name={icon} />
        {STATE_WORD[job.status]}
        {more}
      </span>
      {why && <small class="excerpt">{why}</small>}
    </>
  );
}

function tookOf({ started_at, finished_at }: DeskJob): string {
  if (!started_at || !finished_at) return "–";
  return took((Date.parse(finished_at) - Date.parse(started_at)) / 1000);
}
