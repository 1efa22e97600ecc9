/** Choosing songs, and what one does with all of them. */
import type { JSX } from "preact";
import { many } from "../../model/names";
import type { Choice } from "../../stores/choice";
import { addChosen, queueChosen } from "../../stores/chosen-acts";

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
        </>
      )}
      <button type="button" class="btn small quiet" onClick={() => choice.close()}>
        Done
      </button>
    </div>
  );
}
