/** One note of the piano roll: its body moves, its right edge lengthens. */
import type { CSSProperties, JSX, TargetedPointerEvent } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../../core/hooks";
import { beatsPerBar, pitchName, snap, stepped, sungOn } from "../../../model/roll";
import { beatPx, grid, put, roll, type RollNote, select, selected, stretch } from "../../../stores/roll";

interface Props {
  note: RollNote;
  /** The pitch of the uppermost row. */
  top: number;
  isStop: boolean;
}

interface Grip {
  from: RollNote;
  x: number;
  y: number;
  isEdge: boolean;
}

export const ROW_PX = 15; // as edits.css draws it
const EDGE_PX = 8;

export function RollNoteButton({ note, top, isStop }: Props): JSX.Element {
  const grip = useRef<Grip | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const isSelected = selected.value.has(note.id);
  useScope(() => {
    const isNew = isSelected && selected.peek().size === 1;
    if (isNew) button.current?.focus({ preventScroll: true });
  }, []);
  const take = (event: TargetedPointerEvent<HTMLButtonElement>): void => {
    const { right, width } = event.currentTarget.getBoundingClientRect();
    event.currentTarget.setPointerCapture(event.pointerId);
    select(note.id, event.shiftKey);
    grip.current = { from: note, x: event.clientX, y: event.clientY, isEdge: right - event.clientX < Math.min(EDGE_PX, width / 3) };
  };
  const drag = (event: TargetedPointerEvent<HTMLButtonElement>): void => {
    if (!grip.current) return;
    const { from, x, y, isEdge } = grip.current;
    const beats = snap((event.clientX - x) / beatPx.peek() + grid.peek() / 2, grid.peek());
    const by = isEdge ? { length: beats } : { beats, pitch: -Math.round((event.clientY - y) / ROW_PX) };
    put(stepped(from, by, stretch.peek()));
  };
  const letGo = (): void => void (grip.current = null);
  const place = {
    "--beat": note.start_beat - stretch.value.from_beat,
    "--length": note.length_beats,
    "--row": top - note.pitch,
  };
  return (
    <button
      ref={button}
      type="button"
      class={note.touch ? "note touched" : "note"}
      tabIndex={isStop ? 0 : -1}
      aria-pressed={isSelected}
      aria-label={labelOf(note)}
      style={place as CSSProperties}
      onFocus={() => selected.peek().has(note.id) || select(note.id, false)}
      onPointerDown={take}
      onPointerMove={drag}
      onPointerUp={letGo}
      onPointerCancel={letGo}
    >
      {sungOn(note)}
    </button>
  );
}

function labelOf(note: RollNote): string {
  const { pitch, start_beat, length_beats, touch } = note;
  const bar = beatsPerBar(roll.value?.song.meter ?? "4/4");
  const beat = (start_beat % bar) + 1;
  const place = `${pitchName(pitch)}, bar ${Math.floor(start_beat / bar) + 1}, beat ${round(beat)}, ${round(length_beats)} long`;
  return [sungOn(note), place, touch && "touched"].filter(Boolean).join(", ");
}

const round = (value: number): string => String(Math.round(value * 100) / 100);
