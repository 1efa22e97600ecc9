/** What a link opens: a song, an album or a playlist, to be heard without an account; on its own page or inside another. */
import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { openShare } from "../api/shares";
import { Cover } from "../components/cover";
import { Icon } from "../components/icon";
import { Notice } from "../components/notice";
import { Strata } from "../components/strata";
import type { SharedThing } from "../core/contract";
import { loading } from "../core/loading";
import { useTitle } from "../core/title";
import { playable } from "../model/bare-song";
import { count } from "../model/names";
import { clock, total } from "../model/time";
import { lend } from "../stores/lending";
import { peaksAt } from "../stores/peaks";
import { playSongs, toggle } from "../stores/player";
import { current, isPlaying } from "../stores/playing";
import { queued } from "../stores/queue";

export function SharedPage({ token }: { token: string }): JSX.Element {
  const opened = useMemo(() => loading(openShare(token)), [token]);
  const found = useComputed(() => opened.value).value;
  useTitle(found.state === "ready" ? found.value.title : "Shared");
  if (found.state === "loading") return <section class="screen" aria-busy="true" />;
  if (found.state === "failed") {
    return (
      <section class="screen" aria-labelledby="h-shared">
        <h1 id="h-shared">Shared</h1>
        <Notice>{found.error.status === 404 ? "This link opens nothing any more." : found.error.message}</Notice>
      </section>
    );
  }
  return <Thing thing={found.value} />;
}

function Thing({ thing }: { thing: SharedThing }): JSX.Element {
  const songs = useMemo(() => thing.songs.map((song) => ({ ...playable(song), page: location.pathname })), [thing]);
  const play = (at: number): void => {
    songs.forEach(lend);
    void playSongs(songs.map(queued), at);
  };
  const isHere = songs.some(({ id }) => id === current.value?.id);
  const plays = isHere && isPlaying.value;
  const about = thing.kind === "song" ? `by ${thing.user}` : `by ${thing.user}, ${count(thing.count, "song")}, ${total(thing.duration_s)}`;
  return (
    <section class="screen library shared" aria-labelledby="h-shared">
      <header class="thinghead">
        <Cover src={thing.cover_image ?? thing.songs[0]?.artwork ?? null} name={thing.title} isLarge />
        <div>
          <h1 id="h-shared">{thing.title}</h1>
          <p class="k">{about}</p>
          {thing.description && <p>{thing.description}</p>}
          <div class="acts">
            <button type="button" class="btn primary" disabled={!songs.length} onClick={() => (isHere ? void toggle() : play(0))}>
              <Icon name={plays ? "pause" : "play"} />
              {plays ? "Pause" : "Play"}
            </button>
          </div>
        </div>
      </header>
      <ol class="picks" aria-label="Songs">
        {songs.map((song, index) => (
          <li key={song.id} class={song.id === current.value?.id ? "playing" : undefined}>
            <button type="button" class="btn icon" aria-label={`Play ${song.title}`} onClick={() => play(index)}>
              <Icon name="play" />
            </button>
            <span class="grow">
              <b>{song.title}</b>
              <small>{song.artist}</small>
            </span>
            <Shape url={song.peaks_url} />
            <span class="num">{clock(song.duration_s)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Shape({ url }: { url: string | null }): JSX.Element | null {
  const peaks = url ? peaksAt(url).value : null;
  return peaks && <Strata peaks={peaks} class="strata smallshape" />;
}
