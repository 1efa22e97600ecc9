/** Library: every song of an account. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { Empty } from "../components/empty";
import { Icon } from "../components/icon";
import { SongTable } from "../components/library/table";
import { Notice } from "../components/notice";
import { Settings } from "../components/rail";
import { useScope } from "../core/hooks";
import { listen } from "../core/keys";
import { useTitle } from "../core/title";
import { count as counted } from "../model/names";
import { count, failure, keepListing, query, restart } from "../stores/library";
import { user } from "../stores/session";
import { hasLetterKeys } from "../stores/ui";

export function Library(): JSX.Element {
  useTitle("Library");
  useScope(keepListing, []);
  return (
    <section class="screen library" aria-labelledby="h-lib">
      <header class="libhead">
        <h1 id="h-lib">Library</h1>
        {count.value !== null && user.value && <p class="k">{counted(count.value, "song")}</p>}
        <span class="push" />
        {user.value && <Find />}
        <div class="settings">
          <Settings isUnderThumb />
        </div>
      </header>
      <Songs />
    </section>
  );
}

function Songs(): JSX.Element | null {
  if (user.value === null) return <Empty says="Songs are kept in an account. It takes a minute and asks for no proof." way="Open an account" to="/sign-up" />;
  if (failure.value) {
    const again = (
      <button type="button" class="btn" onClick={restart}>
        Try again
      </button>
    );
    return <Notice way={again}>{failure.value.message}</Notice>;
  }
  if (count.value === null) return null;
  if (count.value > 0) return <SongTable count={count.value} />;
  if (query.value.trim()) return <NothingFound />;
  return <Empty says="No songs yet. Type a sentence and the first one is here in seconds." way="Make a song" to="/" />;
}

function NothingFound(): JSX.Element {
  return (
    <div class="empty">
      <p>No song has “{query.value.trim()}” in its title, words, style or key.</p>
      <button type="button" class="btn" onClick={() => (query.value = "")}>
        Show all songs
      </button>
    </div>
  );
}

function Find(): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  useScope((scope) => listen(scope, { "/": () => field.current?.focus() }, () => hasLetterKeys.value), []);
  return (
    <label class="find">
      <Icon name="search" />
      <span class="sr">Search songs</span>
      <input
        ref={field}
        type="search"
        placeholder="Title, words, style, key"
        value={query.value}
        onInput={(event) => (query.value = event.currentTarget.value)}
      />
      <kbd>/</kbd>
    </label>
  );
}
