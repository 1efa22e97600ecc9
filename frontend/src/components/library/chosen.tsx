/** Choosing songs, and what one does with all of them. */
import type { JSX } from "preact";
import { many } from "../../model/names";
import { listed } from "../../model/rules";
import type { Choice } from "../../stores/choice";
import { addChosen, changeChosen, discardChosen, putOnAlbum, queueChosen } from "../../stores/chosen-acts";
import { whose } from "../../stores/library";
import { Menu } from "../menu";

export function Chosen({ choice, count }: { choice: Choice; count: number }): JSX.Element | null {
  if (!count) return null;
  if (!choice.isOpen.value) {
    return (
      <p class="choosing">
        <button type="button" class="btn small quiet" onClick={() => choice.open()}>
          Choose songs
        </button>
      </p>
    );
  }
  const chosen = choice.count(count);
  return (
    <div class="choosing" role="group" aria-label="Chosen songs">
      <label class="check">
        <input type="checkbox" checked={chosen === count} onChange={() => choice.toggleAll(count)} />
        All {many(count, "song")}
      </label>
      <p class="k" role="status">
        {many(chosen, "song")} chosen
      </p>
      <span class="push" />
      {chosen > 0 && (
        <>
          <button type="button" class="btn small" onClick={() => void queueChosen(choice)}>
            Add to the queue
          </button>
          <button type="button" class="btn small" onClick={() => void addChosen(choice)}>
            Add to a playlist
          </button>
          {whose.value === "mine" && <Changes choice={choice} />}
        </>
      )}
      <button type="button" class="btn small quiet" onClick={() => choice.close()}>
        Done
      </button>
    </div>
  );
}

/** What only their owner does with songs. */
function Changes({ choice }: { choice: Choice }): JSX.Element {
  const items = [
    { label: "Open to everybody", act: () => void changeChosen(choice, "public") },
    { label: "Keep to myself", act: () => void changeChosen(choice, "private") },
  ];
  const tag = (words: string): void => {
    const tags = listed(words);
    if (tags.length) void changeChosen(choice, "tag", tags);
  };
  return (
    <>
      <Menu label="Who may hear them" class="btn small" groups={[{ items }]}>
        Who may hear them
      </Menu>
      <Naming label="Tags, between commas" hint="Tag" button="Tag" act={tag} />
      <Naming label="Title of an album, there or new" hint="Album" button="Put on album" act={(title) => void putOnAlbum(choice, title)} />
      <button type="button" class="btn small" onClick={() => void discardChosen(choice)}>
        Delete
      </button>
    </>
  );
}

interface NamingProps {
  label: string;
  hint: string;
  button: string;
  act: (words: string) => void;
}

/** A field with a button that does something with its words, if there are any. */
function Naming({ label, hint, button, act }: NamingProps): JSX.Element {
  return (
    <form
      class="tagging"
      onSubmit={(event) => {
        event.preventDefault();
        const words = String(new FormData(event.currentTarget).get("words")).trim();
        if (words) act(words);
      }}
    >
      <input name="words" aria-label={label} placeholder={hint} />
      <button type="submit" class="btn small">
        {button}
      </button>
    </form>
  );
}
