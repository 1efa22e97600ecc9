/** The song along time: sections, shape, chords and stems on one scale, under one playhead. */
import { type Signal, useComputed, useSignal } from "@preact/signals";
import type { JSX, TargetedMouseEvent } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../core/hooks";
import { rove, stop } from "../../core/roving";
import type { Peaks, Section, SongDetail } from "../../core/wire";
import { fromTheMiddle } from "../../model/families";
import { legendOf } from "../../model/legend";
import { isHeard } from "../../model/mix";
import { laneShares } from "../../model/lanes";
import { count } from "../../model/names";
import { fieldOf, letterOf, sectionAt } from "../../model/sections";
import { heardOf, mixOf } from "../../stores/mix";
import { peaksAt } from "../../stores/peaks";
import { current, isPlaying, looped, playFrom, position_s, toggleLoop } from "../../stores/player";
import { FormRibbon, place } from "../form-ribbon";
import { Icon } from "../icon";
import { Strata } from "../strata";
import { ChordLane } from "./chord-lane";
import { StemLane } from "./stem-lane";
import { Touched } from "./touched";

interface Props {
  song: SongDetail;
  /** Index of the chosen section. */
  chosen: Signal<number | null>;
}

export function Timeline({ song, chosen }: Props): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  const isHere = useComputed(() => current.value?.id === song.id && (isPlaying.value || position_s.value > 0));
  const at_s = useComputed(() => (isHere.value ? position_s.value : null));
  const peaks = useComputed(() => (song.peaks_url ? peaksAt(song.peaks_url).value : null));
  useScope(
    (scope) => {
      const lane = box.current?.querySelector<HTMLElement>(".heroplace");
      if (lane) scope.sizes(lane, (now) => (width.value = now));
      scope.effect(() => box.current?.style.setProperty("--at", part(at_s.value, song.duration_s, width.value)));
    },
    [song.id, song.duration_s],
  );
  const section = chosen.value === null ? undefined : song.sections[chosen.value];
  const goTo = (to_s: number): void => void playFrom(song, to_s);
  return (
    <div ref={box} class={isHere.value ? "timeline here" : "timeline"} role="region" aria-label="Timeline">
      {section && <span class={`chosen w-${fieldOf(section)}`} style={place(section, song.duration_s)} aria-hidden="true" />}
      {song.sections.length > 0 && (
        <>
          <Ruler song={song} />
          <Ribbon song={song} chosen={chosen} />
        </>
      )}
      <Hero song={song} peaks={peaks.value} chosen={chosen} goTo={goTo} />
      {song.chords.length > 0 && (
        <div class="lane">
          <div class="head">
            <span class="k">Chords</span>
          </div>
          <ChordLane song={song} width={width} at_s={at_s} goTo={goTo} />
        </div>
      )}
      {section && (
        <Touched
          section={section}
          isLooped={looped.value === chosen.value && current.value?.id === song.id}
          play={() => goTo(section.start_s)}
          loop={() => loopIn(song, chosen.value ?? 0)}
        />
      )}
      <Stems song={song} peaks={peaks.value} at_s={at_s} />
      <span class="playhead" aria-hidden="true" />
    </div>
  );
}

/** Loop a section of a song, which goes into the player if it is not there. */
export function loopIn(song: SongDetail, section: number): void {
  if (current.peek()?.id !== song.id) void playFrom(song, song.sections[section]?.start_s ?? 0);
  toggleLoop(section);
}

/** How much of the width is behind the playhead, in whole pixels, so that nothing is painted twice for one. */
function part(at_s: number | null, duration_s: number, width: number): string {
  if (at_s === null || !width) return "1";
  return String(Math.round((at_s / duration_s) * width) / width);
}

function Ruler({ song }: { song: SongDetail }): JSX.Element {
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

function Ribbon({ song, chosen }: Props): JSX.Element {
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

interface HeroProps extends Props {
  peaks: Peaks | null;
  goTo: (at_s: number) => void;
}

function Hero({ song, peaks, chosen, goTo }: HeroProps): JSX.Element {
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

interface StemsProps {
  song: SongDetail;
  peaks: Peaks | null;
  at_s: { readonly value: number | null };
}

function Stems({ song, peaks, at_s }: StemsProps): JSX.Element {
  const shapes = new Map(peaks?.stems.map((shape) => [shape.id, shape]));
  const shares = laneShares(peaks?.stems ?? []);
  return (
    <>
      {fromTheMiddle(song.stems)
        .reverse()
        .map((stem) => (
          <OneStem key={stem.id} song={song} stem={stem} peaks={peaks} shape={shapes.get(stem.id) ?? null} share={shares.get(stem.id) ?? 1} at_s={at_s} />
        ))}
    </>
  );
}

type OneStemProps = Omit<Parameters<typeof StemLane>[0], "song" | "sounding"> & StemsProps;

function OneStem({ song, stem, peaks, shape, share, at_s }: OneStemProps): JSX.Element {
  const sounding = useComputed(() => {
    const now = isPlaying.value ? at_s.value : null;
    if (now === null || !shape || !peaks) return null;
    return (shape.peaks[Math.floor(now * peaks.columns_per_s)] ?? 0) / 255;
  });
  return <StemLane song={song.id} stem={stem} shape={shape} share={share} sounding={sounding} />;
}
