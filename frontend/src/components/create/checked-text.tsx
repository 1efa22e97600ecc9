/** Text that is read while it is typed: what the server refuses is waved, and said below. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../core/hooks";
import type { Opens } from "../../model/chips";
import { cutAt, faultsIn } from "../../model/faults";
import { refusalOf } from "../../stores/create";
import { focusField } from "../../stores/create-focus";

interface Props {
  name: Opens & ("form" | "chords");
  label: string;
  placeholder: string;
  rows: number;
  value: string;
  set: (text: string) => void;
}

export function CheckedText({ name, label, placeholder, rows, value, set }: Props): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  useScope((scope) => scope.effect(() => {
    if (focusField.value !== name) return;
    focusField.value = null;
    field.current?.focus();
  }), []);
  const problem = refusalOf(name);
  const id = `wish-${name}`;
  return (
    <div class="field checked">
      <label for={id}>{label}</label>
      <div class="mirrored">
        <div class="marks" aria-hidden="true">
          {cutAt(value, problem ? faultsIn(value, problem) : []).map((piece, i) =>
            piece.isWrong ? <mark key={i}>{piece.text}</mark> : piece.text,
          )}
          {"\n"}
        </div>
        <textarea
          ref={field}
          id={id}
          rows={rows}
          value={value}
          placeholder={placeholder}
          spellcheck={false}
          maxLength={4000}
          aria-invalid={Boolean(problem)}
          aria-describedby={`${id}-problem`}
          onInput={(event) => set(event.currentTarget.value)}
        />
      </div>
      <small id={`${id}-problem`} class="wrong" role="status">
        {problem}
      </small>
    </div>
  );
}
