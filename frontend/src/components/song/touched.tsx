/** The chosen section and what one can do with it. */
import type { JSX } from "preact";
import type { Section } from "../../core/wire";
import { fieldOf } from "../../model/sections";
import { Icon } from "../icon";

interface Props {
  section: Section;
  isLooped: boolean;
  play: () => void;
  loop: () => void;
}

export function Touched({ section, isLooped, play, loop }: Props): JSX.Element {
  const last = section.start_bar + section.bars;
  return (
    <div class={`lane touch t-${fieldOf(section)}`} role="group" aria-label={`Section ${section.name}`}>
      <div class="head">
        <span class="k">{section.name}</span>
        <small>
          bars {section.start_bar + 1} to {last}
        </small>
      </div>
      <div class="acts">
        <button type="button" class="btn small" onClick={play}>
          <Icon name="play" />
          Play from here
        </button>
        <button type="button" class="btn small" aria-pressed={isLooped} onClick={loop}>
          <Icon name="loop" />
          Loop<kbd>L</kbd>
        </button>
      </div>
    </div>
  );
}
