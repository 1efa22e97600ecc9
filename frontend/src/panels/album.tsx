/** An album with its songs in order, which whoever they are of puts into another one; an administrator changes the rest. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { ChangeAlbum } from "../components/albums/change";
import { AlbumRemoval } from "../components/albums/removal";
import { Cover } from "../components/cover";
import { SongListView } from "../components/lists/song-list-view";
import { ThingActs } from "../components/lists/thing-acts";
import { ThingState } from "../components/lists/thing-state";
import type { AlbumAnswer } from "../core/contract";
import { useScope } from "../core/hooks";
import { go } from "../core/router";
import { useTitle } from "../core/title";
import { count } from "../model/names";
import { total } from "../model/time";
import { OpenedAlbum } from "../stores/albums";
import { user } from "../stores/session";
import { isMine } from "../stores/song-acts";

export function AlbumPage({ id }: { id: number }): JSX.Element {
  const opened = useMemo(() => new OpenedAlbum(id), [id]);
  useScope(() => void opened.load(), [opened]);
  const found = opened.album.value;
  useTitle(found.state === "ready" ? found.value.title : "Album");
  return found.state === "ready" ? <Album key={id} album={found.value} opened={opened} /> : <ThingState found={found} name="Album" />;
}

interface Props {
  album: AlbumAnswer;
  opened: OpenedAlbum;
}

function Album({ album, opened }: Props): JSX.Element {
  const { title, artist, artist_id, release_year, songs } = album;
  const lasts_s = songs.reduce((sum, { duration_s }) => sum + duration_s, 0);
  const isOrdered = songs.length > 1 && songs.every(isMine);
  return (
    <section class="screen library" aria-labelledby="h-album">
      <header class="thinghead">
        <Cover src={album.artwork || null} name={title} isLarge />
        <div>
          <p class="k">Album</p>
          <h1 id="h-album">{title}</h1>
          <p class="k">
            <a href={`/artists/${artist_id}`}>{artist}</a>
            {[release_year, count(songs.length, "song"), total(lasts_s)].filter(Boolean).map((fact) => `, ${fact}`)}
          </p>
          <Acts album={album} opened={opened} />
        </div>
      </header>
      <SongListView
        list={opened.songs}
        label={title}
        empty={<p class="nothing">No song of it can be heard.</p>}
        {...(isOrdered ? { move: (from: number, to: number) => void opened.move(from, to) } : {})}
      />
    </section>
  );
}

function Acts({ album, opened }: Props): JSX.Element {
  const asked = useSignal<"change" | "removal" | null>(null);
  const close = (): void => void (asked.value = null);
  const more = [
    { label: "Change", act: () => void (asked.value = "change") },
    { label: "Remove", act: () => void (asked.value = "removal") },
  ];
  return (
    <>
      <ThingActs kind="album" thing={album} name={album.title} songs={opened.songs.known.value} {...(user.value?.is_admin ? { more } : {})} />
      {asked.value === "change" && <ChangeAlbum album={album} close={close} done={opened.load} />}
      {asked.value === "removal" && <AlbumRemoval album={album} close={close} done={() => go("/albums")} />}
    </>
  );
}
