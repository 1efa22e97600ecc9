/** The song's own shape as seek bar of the player. */
import { useComputed } from "@preact/signals";
import type { JSX, TargetedPointerEvent } from "preact";
import type { SongDetail } from "../core/wire";
import { clock } from "../model/time";
import { moveBar, moveSection, peaks, position_s, seek } from "../stores/player";
import { heardOf } from "../stores/mix";
import { Strata } from "./strata";

export function SeekBar({ song }: { song: SongDetail }): JSX.Element {
  const second = useComputed(() => Math.floor(position_s.value));
  const at = useComputed(() => Math.round((position_s.value / song.duration_s) * 1000) / 1000);
  const onPointerDown = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    seekTo(event, song.duration_s);
  };
  return (
    <div
      class="seek"
      role="slider"
      tabIndex={0}
      aria-label="Position"
      aria-valuemin={0}
      aria-valuemax={Math.floor(song.duration_s)}
      aria-valuenow={second.value}
      aria-valuetext={`${clock(second.value)} of ${clock(song.duration_s)}`}
      style={{ "--at": at.value }}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => event.buttons && seekTo(event, song.duration_s)}
      onKeyDown={(event) => steer(event, song.duration_s)}
    >
      {peaks.value && <Strata peaks={peaks.value} isHeard={heardOf(song.id)} class="strata playing" />}
    </div>
  );
}

/** Go to the place in the song that was pointed at. */
export function seekTo(event: TargetedPointerEvent<HTMLElement>, duration_s: number): void {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  seek(((event.clientX - left) / width) * duration_s);
}

function steer(event: KeyboardEvent, duration_s: number): void {
  const act = {
    ArrowLeft: () => (event.shiftKey ? moveSection(-1) : moveBar(-1)),
    ArrowRight: () => (event.shiftKey ? moveSection(1) : moveBar(1)),
    PageUp: () => moveSection(1),
    PageDown: () => moveSection(-1),
    Home: () => seek(0),
    End: () => seek(duration_s),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}
