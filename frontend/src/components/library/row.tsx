/** One song in the library. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Song } from "../../core/wire";
import { accidentals } from "../../model/names";
import { age, clock } from "../../model/time";
import { known } from "../../stores/library";
import { peaksAt } from "../../stores/peaks";
import { playSongs, toggle } from "../../stores/player";
import { current, isPlaying } from "../../stores/playing";
import { addToQueue, playNext, queued } from "../../stores/queue";
import { discard } from "../../stores/songs";
import { Icon } from "../icon";
import { Menu } from "../menu";
import { TitleField } from "../song/title";
import { Strata } from "../strata";

export function SongRow({ song, index }: { song: Song; index: number }): JSX.Element {
  const isRenaming = useSignal(false);
  const isHere = current.value?.id === song.id;
  const plays = isHere && isPlaying.value;
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.target as Element).matches("input, [role=menuitem]")) return;
    if (event.key === "F2") isRenaming.value = true;
    else if (event.key === "Delete") void discard(song);
    else return;
    event.preventDefault();
  };
  return (
    <tr class={isHere ? "playing" : undefined} aria-current={plays ? "true" : undefined} aria-rowindex={index + 2} onKeyDown={onKeyDown}>
      <td class="c-play">
        <PlayButton song={song} isHere={isHere} plays={plays} />
      </td>
      <td class="c-shape">
        <Shape song={song} />
      </td>
      <th scope="row">
        {isRenaming.value ? (
          <TitleField id={song.id} title={song.title} close={() => (isRenaming.value = false)} />
        ) : (
          <a href={`/songs/${song.id}`}>{song.title}</a>
        )}
        <small>
          {song.genre}
          <span class="ph">, {clock(song.duration_s)}</span>
        </small>
      </th>
      <td class="c-key">{song.key && accidentals(song.key)}</td>
      <td class="num c-bpm">{song.tempo_bpm && Math.round(song.tempo_bpm)}</td>
      <td class="num c-dur">{clock(song.duration_s)}</td>
      <td class="num c-when">
        <time dateTime={song.created_at}>{age(new Date(song.created_at), new Date())}</time>
      </td>
      <td class="c-more">
        <Menu
          label={`More for ${song.title}`}
          class="btn icon"
          groups={[
            {
              items: [
                ...(song.state === "ready"
                  ? [
                      { label: "Play next", act: () => playNext([queued(song)]) },
                      { label: "Add to the queue", act: () => addToQueue([queued(song)]) },
                    ]
                  : []),
                { label: "Rename", hint: "F2", act: () => (isRenaming.value = true) },
                { label: "Delete", hint: "Del", act: () => void discard(song) },
              ],
            },
          ]}
        >
          <Icon name="more" />
        </Menu>
      </td>
    </tr>
  );
}

function PlayButton({ song, isHere, plays }: { song: Song; isHere: boolean; plays: boolean }): JSX.Element {
  if (song.state !== "ready") {
    const state = song.state === "failed" ? "Failed" : "Being made";
    return (
      <a class="btn icon" href={song.job_id ? `/jobs/${song.job_id}` : "/jobs"} aria-label={`${state}: ${song.title}`} title={state}>
        <Icon name={song.state === "failed" ? "warning" : "waiting"} />
      </a>
    );
  }
  const act = (): void => (isHere ? void toggle() : playAmong(song));
  return (
    <button type="button" class="btn icon" aria-label={`${plays ? "Pause" : "Play"} ${song.title}`} onClick={act}>
      <Icon name={plays ? "pause" : "play"} />
    </button>
  );
}

/** Play a song, and after it those that stand below. */
function playAmong(song: Song): void {
  const songs = known.peek().filter(({ state }) => state === "ready");
  void playSongs(songs.map(queued), songs.indexOf(song));
}

function Shape({ song }: { song: Song }): JSX.Element | null {
  const peaks = song.strata ? peaksAt(song.strata.url).value : null;
  return peaks && <Strata peaks={peaks} />;
}
