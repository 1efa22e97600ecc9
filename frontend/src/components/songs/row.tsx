/** One song of a list. */
import { type ReadonlySignal, signal, useSignal } from "@preact/signals";
import type { JSX, TargetedKeyboardEvent } from "preact";
import { useScope } from "../../core/hooks";
import type { Sorting } from "../../core/sorting";
import { inTurn } from "../../core/turns";
import type { Song } from "../../core/wire";
import { accidentals } from "../../model/names";
import { age, clock } from "../../model/time";
import type { Choice } from "../../stores/choice";
import { isMine, songActs } from "../../stores/song-acts";
import { peaksAt } from "../../stores/peaks";
import { playSongs, toggle } from "../../stores/player";
import { current, isPlaying } from "../../stores/playing";
import { queued } from "../../stores/queue";
import { isSignedIn } from "../../stores/session";
import { discard } from "../../stores/songs";
import type { SongList } from "../../stores/song-list";
import { Icon } from "../icon";
import { Menu, type MenuItem } from "../menu";
import { TitleField } from "../song/title";
import { Strata } from "../strata";
import { Heart } from "./heart";
import { Stars } from "./stars";

/** The song that gets another title, of whichever list. */
const renamed = signal<number | null>(null);

/** Whose rows they are, and what can be done with one. */
export interface RowsOf<S extends Song> {
  list: SongList<S>;
  /** What one does with a song here, beside what one does with any. */
  acts?: (song: S, index: number) => readonly MenuItem[];
  choice?: Choice;
}

interface Props<S extends Song> extends RowsOf<S> {
  song: S;
  index: number;
  /** False while somebody scrolls: then pictures wait. */
  isCalm: ReadonlySignal<boolean>;
  order: Sorting<HTMLElement> | null;
}

export function SongRow<S extends Song>({ list, song, index, isCalm, order, acts, choice }: Props<S>): JSX.Element {
  const isHere = current.value?.id === song.id;
  const plays = isHere && isPlaying.value;
  const rename = isMine(song) ? (): void => void (renamed.value = song.id) : undefined;
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    order?.steer(event, index, song.title);
    if (event.defaultPrevented || (event.target as Element).matches("input, [role=menuitem]")) return;
    if (event.key === "F2" && rename) rename();
    else if (event.key === "Delete" && isMine(song) && !acts) void discard(song);
    else return;
    event.preventDefault();
  };
  return (
    <tr
      data-row
      class={isHere ? "playing" : undefined}
      aria-current={plays ? "true" : undefined}
      aria-rowindex={index + 2}
      style={order?.shift(index)}
      onKeyDown={onKeyDown}
    >
      <td class="c-play">
        {choice?.isOpen.value ? <Chooser song={song} choice={choice} /> : <PlayButton list={list} song={song} index={index} isHere={isHere} plays={plays} />}
      </td>
      <td class="c-shape">
        <Shape song={song} isCalm={isCalm} />
      </td>
      <th scope="row">
        {renamed.value === song.id ? (
          <TitleField id={song.id} title={song.title} close={() => (renamed.value = null)} />
        ) : (
          <a href={`/songs/${song.id}`}>{song.title}</a>
        )}
        <small>
          <By song={song} />
          <span class="ph">, {clock(song.duration_s)}</span>
        </small>
      </th>
      <td class="c-key">{song.key && accidentals(song.key)}</td>
      <td class="num c-bpm">{song.tempo_bpm && Math.round(song.tempo_bpm)}</td>
      <td class="num c-dur">{clock(song.duration_s)}</td>
      <td class="num c-when">
        <time dateTime={song.created_at}>{age(new Date(song.created_at), new Date())}</time>
      </td>
      {isSignedIn.value && (
        <td class="c-stars">
          <Stars kind="song" thing={song} name={song.title} />
        </td>
      )}
      <td class="c-more">
        {isSignedIn.value && <Heart kind="song" thing={song} name={song.title} />}
        <Menu label={`More for ${song.title}`} class="btn icon" groups={[{ items: [...songActs(song, rename), ...(acts?.(song, index) ?? [])] }]}>
          <Icon name="more" />
        </Menu>
        {order && (
          <button type="button" class="btn icon grip" {...order.grip(index, song.title)}>
            <Icon name="grip" />
          </button>
        )}
      </td>
    </tr>
  );
}

function By({ song }: { song: Song }): JSX.Element {
  const artist = song.artist_id === null ? song.artist : <a href={`/artists/${song.artist_id}`}>{song.artist}</a>;
  return (
    <>
      {song.artist && artist}
      {song.artist && song.genre && ", "}
      {song.genre}
    </>
  );
}

function Chooser({ song, choice }: { song: Song; choice: Choice }): JSX.Element {
  return (
    <input
      type="checkbox"
      aria-label={`Choose ${song.title}`}
      checked={choice.has(song.id)}
      onChange={() => choice.toggle(song.id)}
    />
  );
}

interface PlayProps<S extends Song> {
  list: SongList<S>;
  song: S;
  index: number;
  isHere: boolean;
  plays: boolean;
}

function PlayButton<S extends Song>({ list, song, isHere, plays }: PlayProps<S>): JSX.Element {
  if (song.state !== "ready") {
    const state = song.state === "failed" ? "Failed" : "Being made";
    return (
      <a class="btn icon" href={song.job_id ? `/jobs/${song.job_id}` : "/jobs"} aria-label={`${state}: ${song.title}`} title={state}>
        <Icon name={song.state === "failed" ? "warning" : "waiting"} />
      </a>
    );
  }
  const act = (): void => (isHere ? void toggle() : playAmong(list, song));
  return (
    <button type="button" class="btn icon" aria-label={`${plays ? "Pause" : "Play"} ${song.title}`} onClick={act}>
      <Icon name={plays ? "pause" : "play"} />
    </button>
  );
}

/** Play a song, and after it those that stand below. */
function playAmong<S extends Song>(list: SongList<S>, song: S): void {
  const songs = list.known.peek().filter(({ state }) => state === "ready");
  void playSongs(songs.map(queued), songs.indexOf(song));
}

/** The picture of a song, drawn when nobody scrolls and it is its turn. */
function Shape({ song, isCalm }: { song: Song; isCalm: ReadonlySignal<boolean> }): JSX.Element | null {
  const drawn = useSignal<string | null>(null);
  const url = song.strata?.url ?? null;
  useScope(
    (scope) =>
      scope.effect(() => {
        if (!isCalm.value || drawn.peek() === url) return undefined;
        return inTurn(() => (drawn.value = url));
      }),
    [url],
  );
  const shape = url !== null && drawn.value === url ? peaksAt(url).value : null;
  return shape && <Strata peaks={shape} />;
}
