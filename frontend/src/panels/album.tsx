/** An album with its songs in order. */
import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { openAlbum } from "../api/albums";
import { Cover } from "../components/cover";
import { SongListView } from "../components/lists/song-list-view";
import { ThingActs } from "../components/lists/thing-acts";
import { ThingState } from "../components/lists/thing-state";
import type { AlbumAnswer } from "../core/contract";
import { useScope } from "../core/hooks";
import { loading } from "../core/loading";
import { useTitle } from "../core/title";
import { count } from "../model/names";
import { total } from "../model/time";
import { SongList, fixed } from "../stores/song-list";

export function AlbumPage({ id }: { id: number }): JSX.Element {
  const opened = useMemo(() => loading(openAlbum(id)), [id]);
  const found = useComputed(() => opened.value).value;
  useTitle(found.state === "ready" ? found.value.title : "Album");
  return found.state === "ready" ? <Album key={id} album={found.value} /> : <ThingState found={found} name="Album" />;
}

function Album({ album }: { album: AlbumAnswer }): JSX.Element {
  const list = useMemo(() => new SongList(fixed(album.songs)), [album]);
  useScope(() => list.restart(), [list]);
  const { title, artist, artist_id, release_year, duration_s, songs } = album;
  return (
    <section class="screen library" aria-labelledby="h-album">
      <header class="thinghead">
        <Cover src={album.artwork || null} name={title} isLarge />
        <div>
          <p class="k">Album</p>
          <h1 id="h-album">{title}</h1>
          <p class="k">
            <a href={`/artists/${artist_id}`}>{artist}</a>
            {[release_year, count(songs.length, "song"), total(duration_s)].filter(Boolean).map((fact) => `, ${fact}`)}
          </p>
          <ThingActs kind="album" thing={album} name={title} songs={songs} />
        </div>
      </header>
      <SongListView list={list} label={title} empty={<p class="nothing">No song of it can be heard.</p>} />
    </section>
  );
}
