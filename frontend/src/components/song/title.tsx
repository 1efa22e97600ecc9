/** The title of a song; a click or F2 renames it in place. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../core/hooks";
import { asApiError } from "../../core/loading";
import { rename } from "../../stores/songs";

interface Props {
  id: number;
  title: string;
  /** What happens when the field closes. */
  close: () => void;
}

/** The field in which a song is renamed. */
export function TitleField({ id, title, close }: Props): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const problem = useSignal("");
  useScope(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const save = async (): Promise<void> => {
    const text = field.current?.value.trim() ?? "";
    if (!text || text === title) return close();
    try {
      await rename(id, text);
      close();
    } catch (error) {
      problem.value = asApiError(error).message;
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter") void save();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <input
        ref={field}
        class="titlefield"
        aria-label="Title"
        defaultValue={title}
        maxLength={200}
        aria-invalid={Boolean(problem.value)}
        onKeyDown={onKeyDown}
        onBlur={() => void save()}
      />
      {problem.value && <small role="alert">{problem.value}</small>}
    </>
  );
}
