/** One fact of the brief. Enter edits it in place, Delete gives it back to the style. */
import { signal, useSignal } from "@preact/signals";
import type { JSX, TargetedKeyboardEvent } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../core/hooks";
import type { Chip, Editable } from "../../model/chips";
import { capital } from "../../model/names";
import { METERS, parseWish } from "../../model/wishes";
import { marks, wish } from "../../stores/create";
import { focusPrompt, openField } from "../../stores/create-focus";
import { styles } from "../../stores/styles";

/** The chip that keeps the focus when it moves from one row to the other. */
const held = signal<string | null>(null);

export function ChipItem({ chip }: { chip: Chip }): JSX.Element {
  const isEdited = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    held.value = chip.id;
    isEdited.value = false;
  };
  useScope((scope) => scope.effect(() => {
    const isFree = document.activeElement === document.body;
    if (held.value === chip.id && isFree) button.current?.focus();
  }), [isEdited.value]);
  if (isEdited.value && chip.edits) return <ChipEditor chip={chip} edits={chip.edits} close={close} />;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!chip.edits || (event.key !== "Delete" && event.key !== "Backspace")) return;
    held.value = chip.id;
    wish({ [chip.edits]: undefined });
  };
  return (
    <button
      ref={button}
      type="button"
      class={chip.isSaid ? "chip" : "chip style"}
      aria-label={labelOf(chip)}
      title={capital(chip.source)}
      onClick={() => (chip.edits ? (isEdited.value = true) : showSource(chip))}
      onKeyDown={onKeyDown}
    >
      <span class="k">{chip.label} </span>
      <span class="v">{chip.value}</span>
    </button>
  );
}

const labelOf = ({ label, value, source, edits, opens }: Chip): string =>
  `${label} ${value}, ${source}. ${edits || opens ? "Change" : "Show the words"}`;

/** What came from the words is changed in the words; anything else where it is set. */
function showSource({ id, opens }: Chip): void {
  const fields = WORDS_OF[id.replace(/-\d+$/, "")] ?? [];
  const mark = marks.peek().find((m) => m.kind === "understood" && fields.includes(m.field));
  if (!mark && opens) return openField(opens);
  const end = mark?.end ?? Number.MAX_SAFE_INTEGER;
  focusPrompt.value = { start: mark?.start ?? end, end };
}

const WORDS_OF: Readonly<Record<string, readonly string[]>> = {
  style: ["styles"],
  with: ["instruments"],
  without: ["absences"],
  mood: ["mood"],
  form: ["form"],
};

function ChipEditor({ chip, edits, close }: { chip: Chip; edits: Editable; close: () => void }): JSX.Element {
  const problem = useSignal("");
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  useScope(() => {
    field.current?.focus();
    field.current?.select?.();
  }, []);
  const take = (text: string): void => {
    const parsed = parseWish(edits, text);
    if ("problem" in parsed) problem.value = parsed.problem;
    else {
      wish(parsed.wishes);
      close();
    }
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    if (event.key === "Enter") take(field.current?.value ?? "");
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const common = { ref: field, "aria-label": chip.label, "aria-invalid": Boolean(problem.value), onKeyDown };
  return (
    <span class="chip edited">
      <span class="k">{chip.label}</span>
      {edits === "style" || edits === "meter" ? (
        <select {...common} onChange={(event) => take(event.currentTarget.value)} onBlur={close}>
          {choices(edits).map(({ name, label }) => (
            <option key={name} value={name} selected={label === chip.value}>
              {label}
            </option>
          ))}
        </select>
      ) : (
        <input {...common} size={9} defaultValue={bare(chip.value)} onBlur={() => (problem.value ? close() : take(field.current?.value ?? ""))} />
      )}
      {problem.value && <span role="alert">{problem.value}</span>}
    </span>
  );
}

const choices = (edits: "style" | "meter"): readonly { name: string; label: string }[] =>
  edits === "style" ? styles.value : METERS.map((meter) => ({ name: meter, label: meter }));

const bare = (value: string): string => value.replace(/ bpm$/, "");
