/** The keys of the studio, shown by "?". */
import type { JSX, TargetedEvent } from "preact";
import { hasLetterKeys, isHelpOpen } from "../stores/ui";
import { Icon } from "./icon";
import { Sheet } from "./sheet";

const KEYS: readonly (readonly [string, string])[] = [
  ["Space", "Play, pause"],
  ["← →", "A bar back, on"],
  ["Shift ← →", "A section back, on"],
  ["↑ ↓", "Lane above, below"],
  ["S, M", "Solo, mute the lane"],
  ["L", "Loop the chosen section"],
  ["R, V", "Write the chosen section again, vary it"],
  ["1 to 9", "Hear that take, at the same place"],
  ["Ctrl Enter", "Make the song"],
  ["Ctrl K", "Go anywhere"],
  ["Ctrl Z", "Undo"],
  ["/", "Search"],
  ["Enter, F2", "Open, rename"],
  ["Delete", "Put the song into the trash"],
  ["G then C, S, L, J", "Create, Song, Library, Jobs"],
  ["Esc", "Close, let go; on a job: cancel"],
  ["?", "These keys"],
];

const close = (): void => void (isHelpOpen.value = false);

export function Help(): JSX.Element | null {
  if (!isHelpOpen.value) return null;
  const toggle = (event: TargetedEvent<HTMLInputElement>): void => {
    hasLetterKeys.value = event.currentTarget.checked;
  };
  return (
    <Sheet label="Keys" close={close}>
      <header>
        <h2>Keys</h2>
        <button type="button" class="btn icon" aria-label="Close" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <dl>
        {KEYS.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input type="checkbox" checked={hasLetterKeys.value} onChange={toggle} />
        Single-letter keys
      </label>
    </Sheet>
  );
}
