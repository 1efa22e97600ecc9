/** Playlists: one's own, and everybody's public ones. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { Field, Form } from "../components/form";
import { LibraryTabs } from "../components/lists/library-tabs";
import { Notice } from "../components/notice";
import { PlaylistCards } from "../components/playlists/cards";
import { SmartMaker } from "../components/playlists/smart-maker";
import { useScope } from "../core/hooks";
import { useTitle } from "../core/title";
import { failure, keepPlaylists, make, mine, others } from "../stores/playlists";
import { user } from "../stores/session";

export function Playlists(): JSX.Element {
  useTitle("Playlists");
  useScope(keepPlaylists, []);
  const own = mine.value;
  return (
    <section class="screen library" aria-labelledby="h-lists">
      <header class="libhead">
        <h1 id="h-lists">Playlists</h1>
      </header>
      <LibraryTabs />
      {failure.value && <Notice>{failure.value.message}</Notice>}
      {user.value && <NewPlaylist />}
      {own && own.length > 0 && <PlaylistCards label="Your playlists" lists={own} />}
      {user.value && own?.length === 0 && <p class="nothing">No playlists yet. Name one above, or save a queue as one.</p>}
      {others.value && others.value.length > 0 && (
        <>
          <h2 class="shelfname">Public</h2>
          <PlaylistCards label="Public playlists" lists={others.value} />
        </>
      )}
      {!user.value && others.value?.length === 0 && <p class="nothing">Nobody has made a playlist public yet.</p>}
    </section>
  );
}

function NewPlaylist(): JSX.Element {
  const isSmart = useSignal(false);
  return (
    <>
      <div class="newlist">
        <Form button="Make it" busy="Making" act={({ name = "" }) => make(name)}>
          {(says) => <Field name="name" label="New playlist" says={says("name")} />}
        </Form>
        <button type="button" class="btn" aria-expanded={isSmart.value} onClick={() => (isSmart.value = !isSmart.value)}>
          Smart playlist
        </button>
      </div>
      {isSmart.value && <SmartMaker />}
    </>
  );
}
