/** An artist: albums, and the songs that were heard most. */
import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { openArtist } from "../api/albums";
import { Cover } from "../components/cover";
import { Cards } from "../components/lists/growing-cards";
import { SongListView } from "../components/lists/song-list-view";
import { ThingActs } from "../components/lists/thing-acts";
import { albumCard } from "../components/lists/thing-cards";
import { ThingState } from "../components/lists/thing-state";
import type { ArtistAnswer } from "../core/contract";
import { useScope } from "../core/hooks";
import { loading } from "../core/loading";
import { useTitle } from "../core/title";
import { many } from "../model/names";
import { stays } from "../stores/albums";
import { fixed, SongList } from "../stores/song-list";

export function ArtistPage({ id }: { id: number }): JSX.Element {
  const opened = useMemo(() => loading(openArtist(id)), [id]);
  const found = useComputed(() => opened.value).value;
  useTitle(found.state === "ready" ? found.value.name : "Artist");
  return found.state === "ready" ? <Artist key={id} artist={found.value} /> : <ThingState found={found} name="Artist" />;
}

function Artist({ artist }: { artist: ArtistAnswer }): JSX.Element {
  const { name, artwork, song_count, play_count, songs } = artist;
  const albums = artist.albums.filter(stays);
  const list = useMemo(() => new SongList(fixed(songs)), [artist]);
  useScope(() => list.restart(), [list]);
  return (
    <section class="screen library" aria-labelledby="h-artist">
      <header class="thinghead">
        <Cover src={artwork || null} name={name} isLarge />
        <div>
          <p class="k">Artist</p>
          <h1 id="h-artist">{name}</h1>
          <p class="k">
            {many(Math.max(song_count, songs.length), "song")}, {many(play_count, "play")}
          </p>
          <ThingActs kind="artist" thing={artist} name={name} songs={songs} />
        </div>
      </header>
      {albums.length > 0 && (
        <>
          <h2 class="shelfname">Albums</h2>
          <Cards label="Albums" cards={albums.map(albumCard)} />
          <h2 class="shelfname">Heard most</h2>
        </>
      )}
      <SongListView list={list} label={`Songs of ${name}`} empty={<p class="nothing">No song can be heard.</p>} />
    </section>
  );
}
