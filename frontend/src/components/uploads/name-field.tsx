/** The field in which a recording is called otherwise. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../core/hooks";

interface Props {
  name: string;
  save: (name: string) => void;
  close: () => void;
}

export function NameField({ name, save, close }: Props): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  useScope(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const done = (): void => {
    const text = field.current?.value.trim() ?? "";
    if (text && text !== name) save(text);
    close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter") done();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return <input ref={field} class="titlefield" aria-label="Name" defaultValue={name} maxLength={80} onKeyDown={onKeyDown} onBlur={done} />;
}
