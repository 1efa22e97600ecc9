/** Uploads: recordings of one's own, and what was found out about them. */
import type { JSX } from "preact";
import { Empty } from "../components/empty";
import { Notice } from "../components/notice";
import { BringRecording } from "../components/uploads/bring-recording";
import { BringSong } from "../components/uploads/bring-song";
import { RecordingRow } from "../components/uploads/recording";
import { SendingList } from "../components/uploads/sending";
import { useScope } from "../core/hooks";
import { useTitle } from "../core/title";
import { count } from "../model/names";
import { user } from "../stores/session";
import { loadRecordings, problem, recordings } from "../stores/uploads";

export function Uploads(): JSX.Element {
  useTitle("Uploads");
  const isIn = Boolean(user.value);
  useScope(() => {
    if (isIn) void loadRecordings();
  }, [isIn]);
  const known = recordings.value;
  return (
    <section class="screen uploads" aria-labelledby="h-uploads">
      <header class="libhead">
        <h1 id="h-uploads">Uploads</h1>
        {known && known.length > 0 && <p class="k">{count(known.length, "recording")}</p>}
      </header>
      {user.value === null ? (
        <Empty says="Recordings are kept in an account. It takes a minute and asks for no proof." way="Open an account" to="/sign-up" />
      ) : (
        <>
          <BringRecording />
          <BringSong />
          <SendingList />
          {problem.value && <Notice>{problem.value}</Notice>}
          {known && known.length > 0 && (
            <ul class="recordings">
              {known.map((one) => (
                <RecordingRow key={one.id} recording={one} />
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}
