/** The song's own shape as seek bar of the player. */
import { useComputed, useSignal } from "@preact/signals";
import type { JSX, TargetedPointerEvent } from "preact";
import type { SongDetail } from "../../core/wire";
import { clock } from "../../model/time";
import { moveBar, moveSection, seek } from "../../stores/player";
import { peaks, position_s } from "../../stores/playing";
import { heardOf } from "../../stores/mix";
import { Strata } from "../strata";

export function SeekBar({ song }: { song: SongDetail }): JSX.Element {
  const dragged_s = useSignal<number | null>(null);
  const shown_s = useComputed(() => dragged_s.value ?? position_s.value);
  const second = useComputed(() => Math.floor(shown_s.value));
  const at = useComputed(() => Math.round((shown_s.value / song.duration_s) * 1000) / 1000);
  const drag = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    if (event.buttons & 1) dragged_s.value = timeAt(event, song.duration_s);
  };
  const drop = (): void => {
    if (dragged_s.value !== null) seek(dragged_s.value);
    dragged_s.value = null;
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
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag(event);
      }}
      onPointerMove={drag}
      onPointerUp={drop}
      onPointerCancel={() => (dragged_s.value = null)}
      onKeyDown={(event) => steer(event, song.duration_s)}
    >
      {peaks.value && <Strata peaks={peaks.value} isHeard={heardOf(song.id)} class="strata playing" />}
    </div>
  );
}

function timeAt(event: TargetedPointerEvent<HTMLElement>, duration_s: number): number {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  return Math.max(0, Math.min(1, (event.clientX - left) / width)) * duration_s;
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
