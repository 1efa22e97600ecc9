/** A few songs side by side, to listen to. */
import type { JSX } from "preact";
import type { Song } from "../../core/wire";
import { peaksAt } from "../../stores/peaks";
import { playSongs, toggle } from "../../stores/player";
import { current, isPlaying } from "../../stores/playing";
import { queued } from "../../stores/queue";
import { songActs } from "../../stores/song-acts";
import { Cover } from "../cover";
import { Icon } from "../icon";
import { Menu } from "../menu";
import { Strata } from "../strata";

export function SongCards({ songs, label }: { songs: readonly Song[]; label: string }): JSX.Element {
  return (
    <ul class="cards songcards" aria-label={label}>
      {songs.map((song, index) => (
        <Card key={song.id} song={song} play={() => void playSongs(songs.map(queued), index)} />
      ))}
    </ul>
  );
}

function Card({ song, play }: { song: Song; play: () => void }): JSX.Element {
  const isHere = current.value?.id === song.id;
  const plays = isHere && isPlaying.value;
  return (
    <li class={isHere ? "playing" : undefined}>
      <Picture song={song} />
      <button
        type="button"
        class="btn primary round"
        aria-label={`${plays ? "Pause" : "Play"} ${song.title}`}
        onClick={() => (isHere ? void toggle() : play())}
      >
        <Icon name={plays ? "pause" : "play"} />
      </button>
      <span class="cardline">
        <span>
          <a href={`/songs/${song.id}`}>{song.title}</a>
          <small>{[song.artist, song.genre].filter(Boolean).join(", ")}</small>
        </span>
        <Menu label={`More for ${song.title}`} class="btn icon" groups={[{ items: songActs(song) }]}>
          <Icon name="more" />
        </Menu>
      </span>
    </li>
  );
}

function Picture({ song }: { song: Song }): JSX.Element {
  const peaks = song.strata ? peaksAt(song.strata.url).value : null;
  if (!song.strata) return <Cover src={song.artwork || null} name={song.title} />;
  return <span class="cover">{peaks && <Strata peaks={peaks} />}</span>;
}
