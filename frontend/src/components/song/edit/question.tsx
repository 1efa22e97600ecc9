/** A figure that an edit needs, asked for in place: Enter makes the take, Escape lets go. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../../core/hooks";
import { type Question as Asked } from "../../../model/edits";

interface Props {
  question: Asked;
  start?: number;
  answer: (value: number) => void;
  close: () => void;
}

export function Question({ question, start, answer, close }: Props): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const { label, unit, least, most } = question;
  useScope(() => field.current?.select(), []);
  const submit = (event: Event): void => {
    event.preventDefault();
    answer(Number(field.current?.value));
  };
  return (
    <form class="question" onSubmit={submit} onKeyDown={(event) => escape(event, close)}>
      <label>
        <span class="k">{label}</span>
        <input
          ref={field}
          type="number"
          required
          min={least}
          max={most}
          step={1}
          defaultValue={String(Math.round(start ?? question.start))}
        />
        <span class="k">{unit}</span>
      </label>
      <button type="submit" class="btn small">
        Make the take
      </button>
    </form>
  );
}

interface ChoiceProps {
  label: string;
  options: JSX.Element;
  start: string;
  answer: (value: string) => void;
  close: () => void;
}

/** A name that an edit needs, chosen from a list. */
export function ChoiceQuestion({ label, options, start, answer, close }: ChoiceProps): JSX.Element {
  const field = useRef<HTMLSelectElement>(null);
  useScope(() => {
    if (!field.current) return;
    field.current.value = start;
    field.current.focus();
  }, []);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (field.current?.value) answer(field.current.value);
  };
  return (
    <form class="question" onSubmit={submit} onKeyDown={(event) => escape(event, close)}>
      <label>
        <span class="k">{label}</span>
        <select ref={field} required>
          {options}
        </select>
      </label>
      <button type="submit" class="btn small">
        Make the take
      </button>
    </form>
  );
}

function escape(event: KeyboardEvent, close: () => void): void {
  if (event.key !== "Escape") return;
  event.stopPropagation();
  close();
}
