/** The sections of a song: the bars at which they begin, and a block for each that one can choose. */
import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { rove, stop } from "../../core/roving";
import type { Section, SongDetail } from "../../core/wire";
import { letterOf } from "../../model/sections";
import { current, looped } from "../../stores/playing";
import { FormRibbon, place } from "../form-ribbon";
import { Icon } from "../icon";

export interface Choice {
  song: SongDetail;
  /** Index of the chosen section. */
  chosen: Signal<number | null>;
}

export function Ruler({ song }: { song: SongDetail }): JSX.Element {
  return (
    <div class="lane ruler" aria-hidden="true">
      <div class="head" />
      <ol>
        {song.sections.map((section) => (
          <li key={section.start_bar} style={place(section, song.duration_s)}>
            {section.start_bar + 1}
          </li>
        ))}
      </ol>
    </div>
  );
}

export function Ribbon({ song, chosen }: Choice): JSX.Element {
  const choose = (i: number): void => void (chosen.value = chosen.value === i ? null : i);
  return (
    <div class="lane over" onKeyDown={rove}>
      <div class="head">
        <span class="k">Sections</span>
      </div>
      <FormRibbon
        sections={song.sections}
        duration_s={song.duration_s}
        isTall
        block={(section, i, name) => (
          <button
            type="button"
            tabIndex={stop(i)}
            aria-pressed={chosen.value === i}
            aria-label={sectionLabel(section)}
            onClick={() => choose(i)}
          >
            {name}
            {looped.value === i && current.value?.id === song.id && <Icon name="loop" />}
          </button>
        )}
      />
    </div>
  );
}

const sectionLabel = (section: Section): string =>
  `${letterOf(section)} ${section.name}, bars ${section.start_bar + 1} to ${section.start_bar + section.bars}`.trim();
