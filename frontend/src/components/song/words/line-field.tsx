/** A line while it is changed: the word that was clicked is taken hold of; Enter has the line sung again. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../../core/hooks";
import type { SongDetail } from "../../../core/wire";
import type { SungLine } from "../../../core/wire-words";
import { againText, alikeTo, rangeOf, type WordPlace } from "../../../model/words";
import { edit, editOf } from "../../../stores/edits";

interface Props {
  song: SongDetail;
  lines: readonly SungLine[];
  place: WordPlace;
  close: () => void;
}

const MOST = 240; // letters of a line, as the server takes them

export function LineField({ song, lines, place, close }: Props): JSX.Element | null {
  const field = useRef<HTMLInputElement>(null);
  const line = lines[place.line];
  const text = useSignal(line?.text ?? "");
  const isEverywhere = useSignal(false);
  useScope(() => {
    field.current?.focus();
    if (line) field.current?.setSelectionRange(...rangeOf(line, place.word));
  }, [line, place]);
  if (!line) return null;
  const alike = alikeTo(lines, place.line);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (text.value === line.text) return close();
    const wish = { kind: "words", line: place.line, text: text.value.trim() } as const;
    if (await edit(song, isEverywhere.value ? { ...wish, everywhere: true } : wish)) close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  };
  return (
    <form class="linefield" onSubmit={(event) => void submit(event)} onKeyDown={onKeyDown}>
      <input
        ref={field}
        aria-label={`Line ${place.line + 1}`}
        aria-describedby="again"
        maxLength={MOST}
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
      />
      <p id="again" class="k">
        {againText(isEverywhere.value ? alike : [place.line], text.value)}
      </p>
      {alike.length > 1 && (
        <label class="check">
          <input type="checkbox" checked={isEverywhere.value} onChange={(event) => (isEverywhere.value = event.currentTarget.checked)} />
          Wherever it is sung
        </label>
      )}
      <button type="submit" class="btn small" disabled={editOf(song.id) !== null}>
        Sing it
      </button>
      <button type="button" class="btn small quiet" onClick={close}>
        Cancel
      </button>
    </form>
  );
}
