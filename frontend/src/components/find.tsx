/** The field that looks for things; the slash goes to it. */
import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../core/hooks";
import { listen } from "../core/keys";
import { hasLetterKeys } from "../stores/ui";
import { Icon } from "./icon";

export function Find({ words, label, hint }: { words: Signal<string>; label: string; hint: string }): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  useScope((scope) => listen(scope, { "/": () => field.current?.focus() }, () => hasLetterKeys.value), []);
  return (
    <label class="find">
      <Icon name="search" />
      <span class="sr">{label}</span>
      <input ref={field} type="search" placeholder={hint} value={words.value} onInput={(event) => (words.value = event.currentTarget.value)} />
      <kbd>/</kbd>
    </label>
  );
}
