/** Song: the finished music, taken apart. */
import { useComputed, useSignal, type Signal } from "@preact/signals";
import type { JSX } from "preact";
import { Empty } from "../components/empty";
import { Notice } from "../components/notice";
import { Asked } from "../components/song/asked";
import { Contest } from "../components/song/contest";
import { SongHead } from "../components/song/head";
import { Report } from "../components/song/report";
import { Roll } from "../components/song/roll/roll";
import { Singing } from "../components/song/singing";
import { Takes } from "../components/song/takes";
import { loopIn, Timeline } from "../components/song/timeline";
import { useScope } from "../core/hooks";
import { listen } from "../core/keys";
import { go } from "../core/router";
import type { Scope } from "../core/scope";
import { useTitle } from "../core/title";
import type { Song, SongDetail } from "../core/wire";
import { change, channel } from "../model/mix";
import { sectionAt } from "../model/sections";
import { mixOf } from "../stores/mix";
import { put } from "../stores/player";
import { current, isPlaying, position_s } from "../stores/playing";
import { isReady, lastOpened, pageOf, song as songWith } from "../stores/songs";
import { hasLetterKeys } from "../stores/ui";

export function SongPage({ id }: { id: number | null }): JSX.Element {
  if (id !== null) return <Opened key={id} id={id} />;
  if (current.value) return <Goto path={pageOf(current.value)} />;
  return lastOpened.value === null ? <NoSong /> : <Goto path={pageOf({ id: lastOpened.value })} />;
}

function NoSong(): JSX.Element {
  return (
    <section class="screen song" aria-labelledby="h-song">
      <h1 id="h-song">Song</h1>
      <Empty says="No song is open. Type a sentence and the first one is here in seconds." way="Make a song" to="/" />
    </section>
  );
}

function Goto({ path }: { path: string }): null {
  useScope(() => go(path, "replace"), [path]);
  return null;
}

function Opened({ id }: { id: number }): JSX.Element {
  const known = useComputed(() => songWith(id).value);
  const state = known.value;
  if (state.state === "loading") return <section class="screen song" aria-busy="true" />;
  if (state.state === "ready") return isReady(state.value) ? <Ready song={state.value} /> : <NotReady song={state.value} />;
  return (
    <section class="screen song">
      <h1>Song</h1>
      <Notice way={<a class="btn" href="/library">Go to the library</a>}>
        {state.error.status === 404 ? "There is no such song, or it is not yours." : state.error.message}
      </Notice>
    </section>
  );
}

/** A song that is being made, or could not be, is shown as its job. */
function NotReady({ song }: { song: Song }): JSX.Element {
  if (song.job_id) return <Goto path={`/jobs/${song.job_id}`} />;
  return (
    <section class="screen song" aria-labelledby="h-song">
      <h1 id="h-song">{song.title}</h1>
      <Notice way={<a class="btn" href="/">Make another</a>}>This song was not finished.</Notice>
    </section>
  );
}

function Ready({ song }: { song: SongDetail }): JSX.Element {
  useTitle(song.title);
  const chosen = useSignal<number | null>(null);
  const isRenaming = useSignal(false);
  useScope(() => {
    lastOpened.value = song.id;
    if (!isPlaying.peek()) put(song);
  }, [song.id]);
  useScope((scope) => steer(scope, song, chosen, isRenaming), [song]);
  return (
    <section class="screen song" aria-labelledby="h-song">
      <SongHead song={song} isRenaming={isRenaming} />
      <Timeline song={song} chosen={chosen} />
      <Singing song={song} />
      <Roll song={song} />
      {song.track_id !== null && song.origin === "generated" && (
        <>
          <Takes song={song} />
          <Contest song={song} />
        </>
      )}
      <Report song={song} />
      <Asked song={song} />
    </section>
  );
}

function steer(scope: Scope, song: SongDetail, chosen: Signal<number | null>, isRenaming: Signal<boolean>): void {
  const mix = mixOf(song.id);
  const toggle = (what: "isSolo" | "isMuted"): void => {
    const lane = focusedLane();
    if (lane) mix.value = change(mix.value, lane, { [what]: !channel(mix.value, lane)[what] });
  };
  const keys = {
    ArrowUp: () => focusLane(-1),
    ArrowDown: () => focusLane(1),
    s: () => toggle("isSolo"),
    m: () => toggle("isMuted"),
    l: () => {
      const here = sectionAt(song.sections, position_s.value);
      chosen.value ??= here ? song.sections.indexOf(here) : 0;
      loopIn(song, chosen.value);
    },
    F2: () => void (isRenaming.value = true),
    Escape: () => void (chosen.value = null),
  };
  listen(scope, keys, () => hasLetterKeys.value);
}

const lanes = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-lane]")];

function focusedLane(): string | undefined {
  const lane = document.activeElement?.closest(".stem")?.querySelector<HTMLElement>("[data-lane]");
  return lane?.dataset["lane"];
}

function focusLane(by: 1 | -1): void {
  const all = lanes();
  const at = all.findIndex((lane) => lane.dataset["lane"] === focusedLane());
  all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(at + by, all.length - 1))]?.focus();
}
