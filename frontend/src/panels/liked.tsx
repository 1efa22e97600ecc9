/** The songs that one likes. */
import type { JSX } from "preact";
import { likedSongs } from "../api/songs";
import { Empty } from "../components/empty";
import { LibraryTabs } from "../components/lists/library-tabs";
import { SongListView } from "../components/lists/song-list-view";
import { useScope } from "../core/hooks";
import { useTitle } from "../core/title";
import { SongList } from "../stores/song-list";

const liked = new SongList(likedSongs);

export function Liked(): JSX.Element {
  useTitle("Liked songs");
  useScope(() => liked.restart(), []);
  return (
    <section class="screen library" aria-labelledby="h-liked">
      <header class="libhead">
        <h1 id="h-liked">Liked</h1>
      </header>
      <LibraryTabs />
      <SongListView list={liked} label="Liked songs" empty={<Empty says="No song is liked yet. Press the heart of one." way="Go to the library" to="/library" />} />
    </section>
  );
}
