/** Beside the player: the queue, or the words of what plays. */
import type { JSX } from "preact";
import { closePanel, panel, type PanelName } from "../../stores/player-panel";
import { Icon } from "../icon";
import { QueueView } from "./queue";
import { WordsView } from "./words";

const NAMES: Readonly<Record<PanelName, string>> = { queue: "Queue", words: "Lyrics" };

export function PlayerPanel(): JSX.Element | null {
  const name = panel.value;
  if (!name) return null;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    closePanel();
    document.querySelector<HTMLElement>(".pl-end [aria-expanded]:not(.pc)")?.focus();
  };
  return (
    <section class="beside" aria-label={NAMES[name]} onKeyDown={onKeyDown}>
      <header>
        <span class="tabset">
          {(["queue", "words"] as const).map((one) => (
            <button key={one} type="button" class="btn small quiet" aria-pressed={one === name} onClick={() => (panel.value = one)}>
              {NAMES[one]}
            </button>
          ))}
        </span>
        <span class="push" />
        <button type="button" class="btn icon" aria-label="Close" onClick={closePanel}>
          <Icon name="close" />
        </button>
      </header>
      {name === "queue" ? <QueueView /> : <WordsView />}
    </section>
  );
}
