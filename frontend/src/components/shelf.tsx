/** The sheet that puts songs into a playlist. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { count } from "../model/names";
import { closeShelf, problem, putInto, putIntoNew, shelved, shelves } from "../stores/shelf";
import { Icon } from "./icon";
import { Notice } from "./notice";
import { Sheet } from "./sheet";

export function Shelf(): JSX.Element | null {
  return shelved.value && <Open songs={shelved.value} />;
}

function Open({ songs }: { songs: readonly number[] }): JSX.Element {
  const name = useSignal("");
  return (
    <Sheet label="Add to a playlist" close={closeShelf}>
      <header>
        <h2>Add {count(songs.length, "song")} to</h2>
        <button type="button" class="btn icon" aria-label="Close" onClick={closeShelf}>
          <Icon name="close" />
        </button>
      </header>
      {problem.value && <Notice>{problem.value}</Notice>}
      <form
        class="newlist"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.value.trim()) void putIntoNew(name.value.trim());
        }}
      >
        <span class="field">
          <label for="new-list">New playlist</label>
          <input id="new-list" value={name.value} maxLength={200} onInput={(event) => (name.value = event.currentTarget.value)} />
        </span>
        <button type="submit" class="btn">
          Make it
        </button>
      </form>
      <ul class="picks">
        {(shelves.value ?? []).map((list) => (
          <li key={list.id}>
            <button type="button" onClick={() => void putInto(list)}>
              <b>{list.name}</b>
              <small>{count(list.song_count ?? 0, "song")}</small>
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
