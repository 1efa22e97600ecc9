/** Go anywhere by typing: pages, actions and songs. */
import { useSignal } from "@preact/signals";
import type { JSX, TargetedEvent, TargetedKeyboardEvent } from "preact";
import { useScope } from "../core/hooks";
import { type Command, found } from "../model/commands";
import { commands, lookForSongs } from "../stores/commands";
import { isPaletteOpen } from "../stores/ui";
import { Sheet } from "./sheet";

const close = (): void => void (isPaletteOpen.value = false);

export function Palette(): JSX.Element | null {
  return isPaletteOpen.value ? <Finder /> : null;
}

function Finder(): JSX.Element {
  const words = useSignal("");
  const at = useSignal(0);
  const songs = useSignal<readonly Command[]>([]);
  useScope((scope) => scope.effect(() => lookForSongs(words.value, songs)), []);
  const shown = [...found(commands, words.value), ...songs.value];
  const chosen = Math.min(at.value, shown.length - 1);
  const run = (event: TargetedEvent<HTMLElement>, command: Command | undefined): void => {
    event.currentTarget.closest("dialog")?.close(); // first, so that the command may move the focus
    command?.act();
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    if (event.key === "ArrowDown") at.value = (chosen + 1) % shown.length;
    else if (event.key === "ArrowUp") at.value = (chosen - 1 + shown.length) % shown.length;
    else if (event.key === "Enter") run(event, shown[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Sheet label="Go anywhere" close={close}>
      <input
        class="palettefield"
        role="combobox"
        aria-expanded={true}
        aria-controls="palette"
        aria-activedescendant={`palette-${chosen}`}
        aria-label="Page, action or song"
        placeholder="Page, action or song"
        autofocus
        onInput={(event) => {
          words.value = event.currentTarget.value;
          at.value = 0;
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="palette" role="listbox" aria-label="Found" class="palette">
        {shown.map((command, i) => (
          <li key={command.label} id={`palette-${i}`} role="option" aria-selected={i === chosen} onClick={(event) => run(event, command)}>
            {command.label}
            <small>{command.hint}</small>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
