/** The song along time: sections, shape, chords and stems on one scale, under one playhead. */
import { useComputed, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../core/hooks";
import type { SongDetail } from "../../core/wire";
import { fieldOf } from "../../model/sections";
import { peaksAt } from "../../stores/peaks";
import { playFrom } from "../../stores/player";
import { toggleLoop } from "../../stores/player-stems";
import { current, isPlaying, looped, position_s } from "../../stores/playing";
import { place } from "../form-ribbon";
import { ChordLane } from "./chord-lane";
import { SectionActs } from "./edit/section-acts";
import { SongActs } from "./edit/song-acts";
import { Hero } from "./hero";
import { type Choice, Ribbon, Ruler } from "./ribbon";
import { Stems } from "./stems";
import { WordsLane } from "./words/lane";

export function Timeline({ song, chosen }: Choice): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  const isHere = useComputed(() => current.value?.id === song.id && (isPlaying.value || position_s.value > 0));
  const at_s = useComputed(() => (isHere.value ? position_s.value : null));
  const peaks = song.peaks_url ? peaksAt(song.peaks_url).value : null;
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
      <Hero song={song} peaks={peaks} chosen={chosen} goTo={goTo} />
      {song.chords.length > 0 && (
        <div class="lane">
          <div class="head">
            <span class="k">Chords</span>
          </div>
          <ChordLane key={song.take} song={song} width={width} at_s={at_s} goTo={goTo} />
        </div>
      )}
      {section && chosen.value !== null ? (
        <SectionActs
          key={chosen.value}
          song={song}
          index={chosen.value}
          section={section}
          isLooped={looped.value === chosen.value && current.value?.id === song.id}
          play={() => goTo(section.start_s)}
          loop={() => loopIn(song, chosen.value ?? 0)}
        />
      ) : (
        <SongActs song={song} />
      )}
      <WordsLane song={song} at_s={at_s} goTo={goTo} />
      <Stems song={song} peaks={peaks} at_s={at_s} chosen={chosen} />
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

