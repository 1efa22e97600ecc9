/** What one has heard. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { history } from "../api/songs";
import { Empty } from "../components/empty";
import { Icon } from "../components/icon";
import { LibraryTabs } from "../components/lists/library-tabs";
import { Notice } from "../components/notice";
import type { Heard } from "../core/contract";
import { useScope } from "../core/hooks";
import { asApiError } from "../core/loading";
import { useTitle } from "../core/title";
import { age } from "../model/time";
import { playSong } from "../stores/player";

const PAGE = 50;

export function History(): JSX.Element {
  useTitle("Heard");
  const heard = useSignal<readonly Heard[] | null>(null);
  const isAll = useSignal(false);
  const problem = useSignal("");
  const more = async (): Promise<void> => {
    try {
      const before = heard.peek() ?? [];
      const next = await history(before.length / PAGE + 1, PAGE);
      isAll.value = next.length < PAGE;
      heard.value = [...before, ...next];
    } catch (error) {
      problem.value = asApiError(error).message;
    }
  };
  useScope(() => void more(), []);
  return (
    <section class="screen library" aria-labelledby="h-heard">
      <header class="libhead">
        <h1 id="h-heard">Heard</h1>
      </header>
      <LibraryTabs />
      {problem.value && <Notice>{problem.value}</Notice>}
      {heard.value?.length === 0 && <Empty says="Nothing was heard yet." way="Go to the library" to="/library" />}
      <ol class="picks">
        {heard.value?.map(({ song, song_id, played_at }) => (
          <li key={`${played_at} ${song_id}`}>
            <button type="button" class="btn icon" aria-label={`Play ${song}`} onClick={() => void playSong(song_id)}>
              <Icon name="play" />
            </button>
            <a href={`/songs/${song_id}`}>{song}</a>
            <time dateTime={played_at}>{age(new Date(played_at), new Date())}</time>
          </li>
        ))}
      </ol>
      {heard.value && heard.value.length > 0 && !isAll.value && (
        <button type="button" class="btn" onClick={() => void more()}>
          Show more
        </button>
      )}
    </section>
  );
}
