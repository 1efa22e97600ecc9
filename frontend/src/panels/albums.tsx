/** Albums and artists: all there are. */
import { effect, signal, type Signal } from "@preact/signals";
import type { JSX } from "preact";
import { listAlbums, listArtists } from "../api/albums";
import { Find } from "../components/find";
import { albumCard, artistCard } from "../components/lists/thing-cards";
import { GrowingCards } from "../components/lists/growing-cards";
import { LibraryTabs } from "../components/lists/library-tabs";
import { useScope } from "../core/hooks";
import { useTitle } from "../core/title";
import { stays } from "../stores/albums";
import { GrowingList } from "../stores/growing-list";

const albumWords = signal("");
const artistWords = signal("");
const albums = new GrowingList((page, size) => listAlbums(albumWords.peek().trim(), albumWords.peek().trim() ? "title" : "-created", page, size));
const artists = new GrowingList((page, size) => listArtists(artistWords.peek().trim(), page, size));

export function Albums(): JSX.Element {
  useTitle("Albums");
  useScope((scope) => scope.add(followWords(albumWords, albums)), []);
  return (
    <section class="screen library" aria-labelledby="h-albums">
      <header class="libhead">
        <h1 id="h-albums">Albums</h1>
        <span class="push" />
        <Find words={albumWords} label="Search albums" hint="Title" />
      </header>
      <LibraryTabs />
      <GrowingCards list={albums} label="Albums" card={albumCard} shows={stays} empty={albumWords.value ? "No album is here." : "No albums yet. Choose songs in the library, and put them on one."} />
    </section>
  );
}

export function Artists(): JSX.Element {
  useTitle("Artists");
  useScope((scope) => scope.add(followWords(artistWords, artists)), []);
  return (
    <section class="screen library" aria-labelledby="h-artists">
      <header class="libhead">
        <h1 id="h-artists">Artists</h1>
        <span class="push" />
        <Find words={artistWords} label="Search artists" hint="Name" />
      </header>
      <LibraryTabs />
      <GrowingCards list={artists} label="Artists" card={artistCard} empty="No artist is here." />
    </section>
  );
}

const PAUSE_MS = 200;

/** Fetch a list now, and anew when its words have changed. */
function followWords<T>(words: Signal<string>, list: GrowingList<T>): () => void {
  let pause_ms = 0;
  return effect(() => {
    void words.value;
    const timer = setTimeout(() => list.restart(), pause_ms);
    pause_ms = PAUSE_MS;
    return () => clearTimeout(timer);
  });
}
