/** Storage: what is kept, by kind and by whom, and files that nothing refers to. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { lookForOrphans, type Storage as Kept, storage } from "../../api/admin";
import type { ApiError } from "../../core/http";
import { asApiError } from "../../core/loading";
import { ownerName } from "../../model/desk";
import { size } from "../../model/downloads";
import { capital, count, plain } from "../../model/names";
import { Notice } from "../notice";
import { Part } from "../part";
import { Fetched, useFetched } from "./room";

export function Storage(): JSX.Element {
  const [found] = useFetched(storage);
  return (
    <Fetched found={found}>
      {(kept) => (
        <>
          <p class="balance">
            <b class="num">{size(kept.bytes)}</b>
            <small>{count(kept.files, "file")}</small>
          </p>
          <Part title="By kind">
            <Shares rows={kept.kinds.map(({ kind, ...rest }) => ({ name: capital(plain(kind)), ...rest }))} />
          </Part>
          <Part title="Who keeps most">
            <Shares rows={kept.owners.map(({ owner, username, ...rest }) => ({ name: ownerName(owner, username), ...rest }))} />
          </Part>
          <Part title="Orphans">
            <Orphans />
          </Part>
        </>
      )}
    </Fetched>
  );
}

function Shares({ rows }: { rows: readonly ({ name: string } & Pick<Kept, "bytes" | "files">)[] }): JSX.Element {
  const most = Math.max(1, ...rows.map(({ bytes }) => bytes));
  return (
    <dl class="keeps">
      {rows.map(({ name, bytes, files }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="num">
            {size(bytes)}, {count(files, "file")}
          </dd>
          <svg viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">
            <rect width={(100 * bytes) / most} height="2" />
          </svg>
        </div>
      ))}
    </dl>
  );
}

function Orphans(): JSX.Element {
  const job = useSignal<string | null>(null);
  const failure = useSignal<ApiError | null>(null);
  const look = async (): Promise<void> => {
    try {
      job.value = (await lookForOrphans()).job_id;
      failure.value = null;
    } catch (error) {
      failure.value = asApiError(error);
    }
  };
  return (
    <>
      <p>A job looks for files that nothing refers to, and names them. Nothing is removed.</p>
      <button type="button" class="btn" onClick={() => void look()}>
        Look for them
      </button>
      {job.value && (
        <p role="status">
          It looks. <a href={`/jobs/${job.value}`}>See the job</a>
        </p>
      )}
      {failure.value && <Notice>{failure.value.message}</Notice>}
    </>
  );
}
