/** What one does with an album or an artist. */
import type { JSX } from "preact";
import type { SongShape } from "../../core/contract";
import { playSongs } from "../../stores/player";
import { addToQueue, queued } from "../../stores/queue";
import { isSignedIn } from "../../stores/session";
import { openSharing } from "../../stores/sharing";
import { openShelf } from "../../stores/shelf";
import { Icon } from "../icon";
import { Menu, type MenuItem } from "../menu";
import { Heart } from "../songs/heart";
import { Stars } from "../songs/stars";

interface Props {
  kind: "album" | "artist";
  thing: { id: number; liked: boolean; stars: number | null };
  name: string;
  songs: readonly SongShape[];
  /** What else one does with it. */
  more?: readonly MenuItem[];
}

export function ThingActs({ kind, thing, name, songs, more = [] }: Props): JSX.Element {
  const heard = songs.filter(({ state }) => state === "ready");
  return (
    <div class="acts">
      <button type="button" class="btn primary" disabled={!heard.length} onClick={() => void playSongs(heard.map(queued), 0)}>
        <Icon name="play" />
        Play
      </button>
      {kind === "album" && isSignedIn.value && (
        <button type="button" class="btn" onClick={() => openSharing({ kind, id: thing.id, title: name })}>
          <Icon name="share" />
          Share
        </button>
      )}
      {isSignedIn.value && <Heart kind={kind} thing={thing} name={name} />}
      {isSignedIn.value && <Stars kind={kind} thing={thing} name={name} />}
      <Menu
        label={`More for ${name}`}
        class="btn icon"
        isLeft
        groups={[
          {
            items: [
              { label: "Add to the queue", act: () => addToQueue(heard.map(queued)) },
              ...(isSignedIn.value ? [{ label: "Add to a playlist", act: () => openShelf(heard.map(({ id }) => id)) }] : []),
              ...more,
            ],
          },
        ]}
      >
        <Icon name="more" />
      </Menu>
    </div>
  );
}
