/** A line while it is changed: the word that was clicked is taken hold of; Enter has the line sung again. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../../core/hooks";
import type { SongDetail } from "../../../core/wire";
import type { SungLine } from "../../../core/wire-words";
import { againText, rangeOf } from "../../../model/words";
import { edit, editOf } from "../../../stores/edits";
import type { WordPlace } from "./lane";

interface Props {
  song: SongDetail;
  line: SungLine;
  place: WordPlace;
  close: () => void;
}

const MOST = 500; // letters of a line

export function LineField({ song, line, place, close }: Props): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  useScope(() => {
    field.current?.focus();
    field.current?.setSelectionRange(...rangeOf(line, place.word));
  }, [line, place]);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const text = field.current?.value.trim() ?? "";
    if (!text || text === line.text) return close();
    if (await edit(song, { kind: "words", line: place.line, text })) close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  };
  return (
    <form class="linefield" onSubmit={(event) => void submit(event)} onKeyDown={onKeyDown}>
      <input ref={field} aria-label={`Line ${place.line + 1}`} aria-describedby="again" maxLength={MOST} defaultValue={line.text} />
      <p id="again" class="k">
        {againText(line, place.line)}
      </p>
      <button type="submit" class="btn small" disabled={editOf(song.id) !== null}>
        Sing it
      </button>
      <button type="button" class="btn small quiet" onClick={close}>
        Leave it
      </button>
    </form>
  );
}
