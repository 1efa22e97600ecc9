/** The words as one writes them: a text field over a mirror of itself, with syllables and rhymes in its margin. */
import type { JSX, TargetedKeyboardEvent } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../core/hooks";
import { bitsOf, headingOf, type Row } from "../../model/lyrics";
import { fieldNamed } from "../../model/sections";
import { reading } from "../../stores/create";
import { focusField } from "../../stores/create-focus";
import { caret, lyrics, placeCaret, redoWords, rowHere, rows, typeLyrics, undoWords } from "../../stores/lyrics";

const MOST = 20_000; // letters, as the server takes them
const EXAMPLE = "[Verse]\nLeave the lights burning on the water\n\n[Chorus]\nI will know the way back home";

export function Editor(): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  useScope((scope) => {
    scope.listen(document, "selectionchange", () => {
      if (document.activeElement === field.current) caret.value = field.current?.selectionStart ?? 0;
    });
    scope.effect(() => {
      if (focusField.value !== "words") return;
      focusField.value = null;
      field.current?.focus();
    });
    scope.effect(() => {
      const place = placeCaret.value;
      if (place === null) return;
      queueMicrotask(() => {
        field.current?.focus();
        field.current?.setSelectionRange(place, place);
        caret.value = place;
        placeCaret.value = null;
      });
    });
  }, []);
  return (
    <div class="lyrics">
      <div class="mirror" aria-hidden="true">
        {rows.value.map((row, i) => (
          <MirrorRow key={i} row={row} isHere={row.kind === "sung" && row.start === rowHere.value?.start} />
        ))}
      </div>
      <textarea
        ref={field}
        aria-label="Words"
        aria-describedby="words-line"
        placeholder={EXAMPLE}
        spellcheck={false}
        rows={6}
        maxLength={MOST}
        value={lyrics.value}
        onInput={(event) => typeLyrics(event.currentTarget.value)}
        onBeforeInput={(event) => takeOver(event as unknown as InputEvent)}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

function MirrorRow({ row, isHere }: { row: Row; isHere: boolean }): JSX.Element {
  const { kind, read } = row;
  const name = headingOf(row.text);
  const field = name === null ? null : (fieldNamed(name, reading.value?.says.plan.sections ?? []) ?? row.field);
  return (
    <p class={[`row-${kind}`, field ?? "", isHere ? "row-here" : ""].filter(Boolean).join(" ")}>
      {bitsOf(row).map(({ text, fault }, i) => (fault ? <mark key={i} class={fault}>{text}</mark> : text))}
      {kind === "empty" && "\n"}
      {read && (
        <span class="margin">
          <b>{read.syllables}</b>
          <i>{read.rhyme}</i>
        </span>
      )}
    </p>
  );
}

/** What the studio writes is taken back by the same key as what one types, so the browser's own history rests. */
function onKeyDown(event: TargetedKeyboardEvent<HTMLTextAreaElement>): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  const act = key === "z" ? (event.shiftKey ? redoWords : undoWords) : key === "y" ? redoWords : null;
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

/** The same for the browser's menus. */
function takeOver(event: InputEvent): void {
  const act = { historyUndo: undoWords, historyRedo: redoWords }[event.inputType];
  if (!act) return;
  event.preventDefault();
  act();
}
