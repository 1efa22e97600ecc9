/** The picture of the whole song, and what its colours are. */
import type { JSX, TargetedMouseEvent } from "preact";
import type { SongDetail } from "../../core/wire";
import type { Peaks } from "../../core/wire-peaks";
import { legendOf } from "../../model/legend";
import { isHeard } from "../../model/mix";
import { count } from "../../model/names";
import { sectionAt } from "../../model/sections";
import { heardOf, mixOf } from "../../stores/mix";
import { Strata } from "../strata";
import type { Choice } from "./ribbon";

interface HeroProps extends Choice {
  peaks: Peaks | null;
  goTo: (at_s: number) => void;
}

export function Hero({ song, peaks, chosen, goTo }: HeroProps): JSX.Element {
  const timeOf = (event: TargetedMouseEvent<HTMLElement>): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return ((event.clientX - left) / width) * song.duration_s;
  };
  const choose = (event: TargetedMouseEvent<HTMLElement>): void => {
    const section = sectionAt(song.sections, timeOf(event));
    chosen.value = section ? song.sections.indexOf(section) : null;
  };
  const bars = song.sections.reduce((sum, section) => sum + section.bars, 0);
  return (
    <div class="lane heroLane">
      <div class="head legend">
        <Legend song={song} />
      </div>
      {/* the slider of the player does the same for the keyboard */}
      <div class="heroplace" onClick={(event) => goTo(timeOf(event))} onDblClick={choose}>
        {peaks && (
          <Strata
            peaks={peaks}
            isLarge
            isHeard={heardOf(song.id)}
            grows
            class="strata hero playing"
            label={`Shape of the song: loudness of ${count(peaks.stems.length, "stem")} over ${count(bars, "bar")}`}
          />
        )}
      </div>
    </div>
  );
}

function Legend({ song }: { song: SongDetail }): JSX.Element {
  const mix = mixOf(song.id).value;
  return (
    <ul aria-label="What the colours are">
      {legendOf(song.stems).map(({ name, family, stems }) => {
        const heard = stems.some((id) => isHeard(mix, id));
        return (
          <li key={name} class={`f-${family}${heard ? "" : " off"}`}>
            {name}
            {!heard && <span class="sr">, muted</span>}
          </li>
        );
      })}
    </ul>
  );
}
