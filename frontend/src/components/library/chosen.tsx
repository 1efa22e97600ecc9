/** Choosing songs, and what one does with all of them. */
import type { JSX } from "preact";
import { many } from "../../model/names";
import { listed } from "../../model/rules";
import type { Choice } from "../../stores/choice";
import { addChosen, changeChosen, discardChosen, queueChosen } from "../../stores/chosen-acts";
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
  return (
    <>
      <Menu label="Who may hear them" class="btn small" groups={[{ items }]}>
        Who may hear them
      </Menu>
      <form
        class="tagging"
        onSubmit={(event) => {
          event.preventDefault();
          const tags = listed(String(new FormData(event.currentTarget).get("tags")));
          if (tags.length) void changeChosen(choice, "tag", tags);
        }}
      >
        <input name="tags" aria-label="Tags, between commas" placeholder="Tag" />
        <button type="submit" class="btn small">
          Tag
        </button>
      </form>
      <button type="button" class="btn small" onClick={() => void discardChosen(choice)}>
        Delete
      </button>
    </>
  );
}
