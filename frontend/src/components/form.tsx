/** Forms: a field says what the server found wrong with it, anything else is said above, a button says that it is busy. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX, TargetedSubmitEvent } from "preact";
import type { ApiError } from "../core/http";
import { asApiError } from "../core/loading";
import { Notice } from "./notice";

/** What the server says about a field, by the name that the server has for it. */
export type Says = (name: string) => readonly string[] | undefined;

interface FormProps {
  /** Do what the form is for; what it throws is shown. */
  act: (said: Record<string, string>) => Promise<void>;
  button: string;
  /** The button's word while it is done. */
  busy: string;
  kind?: "primary big" | "primary" | "plain";
  /** Whether what was typed goes once it is done. */
  empties?: boolean;
  children: (says: Says) => ComponentChildren;
}

export function Form({ act, button, busy, kind = "plain", empties = false, children }: FormProps): JSX.Element {
  const failure = useSignal<ApiError | null>(null);
  const isBusy = useSignal(false);
  const onSubmit = async (event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (isBusy.peek()) return;
    const form = event.currentTarget;
    isBusy.value = true;
    failure.value = null;
    try {
      await act(spoken(new FormData(form)));
      if (empties) form.reset();
    } catch (error) {
      failure.value = asApiError(error);
    } finally {
      isBusy.value = false;
    }
  };
  const fields = failure.value?.fields ?? {};
  const known = new Set<string>();
  const says: Says = (name) => {
    known.add(name);
    return fields[name];
  };
  const inside = children(says);
  const isSaid = Object.keys(fields).some((name) => known.has(name));
  return (
    <form onSubmit={(event) => void onSubmit(event)}>
      {failure.value && !isSaid && <Notice>{failure.value.message}</Notice>}
      {inside}
      <button type="submit" class={kind === "plain" ? "btn" : `btn ${kind}`} aria-disabled={isBusy.value}>
        {isBusy.value ? busy : button}
      </button>
    </form>
  );
}

function spoken(said: FormData): Record<string, string> {
  return Object.fromEntries([...said].map(([name, value]) => [name, String(value)]));
}

interface FieldProps {
  name: string;
  label: string;
  says: readonly string[] | undefined;
  type?: "text" | "email" | "password" | "number";
  autocomplete?: string;
  value?: string;
  hint?: string;
  required?: boolean;
}

export function Field({ name, label, says, type = "text", autocomplete = "off", value, hint, required = true }: FieldProps): JSX.Element {
  const wrong = says?.[0];
  const note = wrong ?? hint;
  const kind = { type } as { type: "text" }; // the typing of inputs wants one type, not a choice
  return (
    <p class="field">
      <label for={name}>{label}</label>
      <input
        {...kind}
        id={name}
        name={name}
        autocomplete={autocomplete}
        required={required}
        {...(value === undefined ? {} : { defaultValue: value })}
        aria-invalid={Boolean(wrong)}
        aria-describedby={note ? `${name}-note` : undefined}
      />
      {note && (
        <small id={`${name}-note`} class={wrong ? "wrong" : undefined}>
          {note}
        </small>
      )}
    </p>
  );
}
