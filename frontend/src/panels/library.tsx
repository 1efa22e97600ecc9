/** Library: every song that one may see. */
import type { JSX } from "preact";
import { Empty } from "../components/empty";
import { Find } from "../components/find";
import { Chosen } from "../components/library/chosen";
import { FilterRow } from "../components/library/filters";
import { LibraryTabs } from "../components/lists/library-tabs";
import { SongListView } from "../components/lists/song-list-view";
import { useScope } from "../core/hooks";
import { useTitle } from "../core/title";
import { many } from "../model/names";
import { choice, isNarrowed, keepListing, library, query, sortBy, sorting, whose, widen } from "../stores/library";
import { user } from "../stores/session";

export function Library(): JSX.Element {
  useTitle("Library");
  useScope(keepListing, []);
  const count = library.count.value;
  return (
    <section class="screen library" aria-labelledby="h-lib">
      <header class="libhead">
        <h1 id="h-lib">Library</h1>
        {count !== null && user.value && <p class="k">{many(count, "song")}</p>}
        <span class="push" />
        {user.value && <Find words={query} label="Search songs" hint="Title, words, style, key" />}
      </header>
      <LibraryTabs />
      {user.value && <FilterRow />}
      {user.value && <Chosen choice={choice} count={count ?? 0} />}
      <Songs />
    </section>
  );
}

function Songs(): JSX.Element | null {
  if (user.value === null) return <Empty says="Songs are kept in an account. It takes a minute and asks for no proof." way="Open an account" to="/sign-up" />;
  const empty = isNarrowed.value ? <NothingFound /> : <NoSongs />;
  return <SongListView list={library} label="Songs" sorting={sorting.value} sortBy={sortBy} choice={choice} empty={empty} />;
}

function NoSongs(): JSX.Element {
  if (whose.value === "public") return <p class="nothing">Nobody has made a song public yet.</p>;
  return <Empty says="No songs yet. Type a sentence and the first one is here in seconds." way="Make a song" to="/" />;
}

function NothingFound(): JSX.Element {
  const words = query.value.trim();
  return (
    <div class="empty">
      <p>{words ? `No song has “${words}” in its title, words, style or key.` : "No song is like that."}</p>
      <button type="button" class="btn" onClick={widen}>
        Show all songs
      </button>
    </div>
  );
}
