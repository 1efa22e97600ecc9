/** A sheet in which one looks for something by words and chooses it. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX, TargetedKeyboardEvent } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../core/hooks";
import { type Loading, loading } from "../core/loading";
import { rove, stop } from "../core/roving";
import { Icon } from "./icon";
import { Notice } from "./notice";
import { Sheet } from "./sheet";

const PAUSE_MS = 150;

interface Props<T> {
  label: string;
  hint: string;
  none: string;
  find: (words: string) => Promise<readonly T[]>;
  choose: (one: T) => void;
  close: () => void;
  children: (one: T) => ComponentChildren;
}

export function Picker<T extends { id: number }>({ label, hint, none, find, choose, close, children }: Props<T>): JSX.Element {
  const words = useSignal("");
  const found = useSignal<Loading<readonly T[]>>({ state: "loading" });
  const list = useRef<HTMLUListElement>(null);
  useScope(
    (scope) => {
      scope.after(words.value ? PAUSE_MS : 0, () => {
        const answer = loading(find(words.peek().trim()));
        scope.effect(() => void (found.value = answer.value)); // an answer to other words comes to nobody
      });
    },
    [words.value],
  );
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>): void => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    list.current?.querySelector("button")?.focus();
  };
  const now = found.value;
  return (
    <Sheet label={label} close={close}>
      <div class="picker">
        <label class="find">
          <Icon name="search" />
          <span class="sr">{label}</span>
          <input
            type="search"
            placeholder={hint}
            value={words.value}
            onInput={(event) => (words.value = event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        </label>
        {now.state === "failed" && <Notice>{now.error.message}</Notice>}
        {now.state === "ready" && !now.value.length && <p class="k">{none}</p>}
        {now.state === "ready" && now.value.length > 0 && (
          <ul ref={list} aria-label="Found" onKeyDown={rove}>
            {now.value.map((one, index) => (
              <li key={one.id}>
                <button type="button" tabIndex={stop(index)} onClick={() => choose(one)}>
                  {children(one)}
                </button>
              </li>
            ))}
          </ul>
        )}
        <button type="button" class="btn quiet" onClick={close}>
          Cancel
        </button>
      </div>
    </Sheet>
  );
}
