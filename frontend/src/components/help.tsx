/** The keys of the studio, shown by "?". */
import type { JSX, TargetedEvent } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../core/hooks";
import { hasLetterKeys, isHelpOpen } from "../stores/ui";
import { Icon } from "./icon";

const KEYS: readonly (readonly [string, string])[] = [
  ["Space", "Play, pause"],
  ["← →", "A bar back, on"],
  ["Shift ← →", "A section back, on"],
  ["↑ ↓", "Lane above, below"],
  ["S, M", "Solo, mute the lane"],
  ["L", "Loop the chosen section"],
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

export function Help(): JSX.Element | null {
  return isHelpOpen.value ? <Dialog /> : null;
}

function Dialog(): JSX.Element {
  const box = useRef<HTMLDialogElement>(null);
  useScope((scope) => {
    box.current?.showModal();
    scope.add(() => box.current?.close());
  }, []);
  const close = (): void => void (isHelpOpen.value = false);
  const toggle = (event: TargetedEvent<HTMLInputElement>): void => {
    hasLetterKeys.value = event.currentTarget.checked;
  };
  return (
    <dialog ref={box} class="sheet" aria-labelledby="h-help" onClose={close} onClick={(event) => event.target === box.current && close()}>
      <header>
        <h2 id="h-help">Keys</h2>
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
    </dialog>
  );
}
