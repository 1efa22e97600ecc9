/** Notes of one part in a stretch of bars, and what one does with them. Beats count from the start of the song. */

import { setOnly, type Touch } from "./touches";

/** A note as the server takes it. Of a part that is sung it may have a syllable, and a way of its own to be sung. */
export interface HandNote {
  start_beat: number;
  length_beats: number;
  pitch: number;
  velocity: number;
  syllable?: Syllable;
  touch?: Touch;
  /** What somebody typed for it: a word, "+" for its next syllable, "-" to hold the one before. */
  lyric?: string;
}

/** What begins on a note; the server knows more of it, which goes along. */
export interface Syllable {
  text: string;
}

export interface Stretch {
  from_beat: number;
  to_beat: number;
}

export type Step = { beats?: number; pitch?: number; length?: number };

export const LOWEST = 0;
export const HIGHEST = 127;
export const LEAST_BEATS = 1 / 8;
const NEW_VELOCITY = 90;
const FRESH_ROOM = 5; // semitones above and below the notes

/** The notes that begin in a stretch, in order. */
export const within = <N extends HandNote>(notes: readonly N[], { from_beat, to_beat }: Stretch): N[] =>
  ordered(notes.filter(({ start_beat }) => start_beat >= from_beat - 1e-6 && start_beat < to_beat - 1e-6));

export const ordered = <N extends HandNote>(notes: readonly N[]): N[] =>
  [...notes].sort((a, b) => a.start_beat - b.start_beat || a.pitch - b.pitch);

/** A note moved or lengthened by a step, kept inside the stretch and the keyboard. */
export function stepped<N extends HandNote>(note: N, { beats = 0, pitch = 0, length = 0 }: Step, stretch: Stretch): N {
  const length_beats = Math.max(LEAST_BEATS, note.length_beats + length);
  const last = stretch.to_beat - Math.min(length_beats, LEAST_BEATS);
  return {
    ...note,
    start_beat: clamp(note.start_beat + beats, stretch.from_beat, last),
    pitch: clamp(note.pitch + pitch, LOWEST, HIGHEST),
    length_beats,
  };
}

/** What is sung on a note, as it is shown. */
export const sungOn = ({ lyric, syllable }: HandNote): string => lyric ?? syllable?.text ?? "";

/** A note with other words; none leave it as it was made. */
export function withLyric<N extends HandNote>({ lyric: _, ...note }: N, text: string): Omit<N, "lyric"> & { lyric?: string } {
  const typed = text.trim();
  return typed && typed !== note.syllable?.text ? { ...note, lyric: typed } : note;
}

/** A new note on the grid line before a place. */
export function fresh(beat: number, pitch: number, grid: number, stretch: Stretch): HandNote {
  const start_beat = clamp(snap(beat, grid), stretch.from_beat, stretch.to_beat - grid);
  return { start_beat, length_beats: grid, pitch: clamp(pitch, LOWEST, HIGHEST), velocity: NEW_VELOCITY };
}

/** The grid line at or before a beat. */
export const snap = (beat: number, grid: number): number => Math.floor(beat / grid + 1e-6) * grid;

/** The pitches that a picture of some notes shows, highest first. */
export function rows(notes: readonly HandNote[]): number[] {
  const pitches = notes.map(({ pitch }) => pitch);
  const low = Math.max(LOWEST, (pitches.length ? Math.min(...pitches) : 57) - FRESH_ROOM);
  const high = Math.min(HIGHEST, (pitches.length ? Math.max(...pitches) : 67) + FRESH_ROOM);
  return Array.from({ length: high - low + 1 }, (_, i) => high - i);
}

const NAMES = ["C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"];

/** 60 -> "C4". */
export const pitchName = (pitch: number): string => `${NAMES[pitch % 12]}${Math.floor(pitch / 12) - 1}`;

export const isBlackKey = (pitch: number): boolean => [1, 3, 6, 8, 10].includes(pitch % 12);

/** The beats of a bar of a meter such as 6/8, in quarter notes. */
export function beatsPerBar(meter: string): number {
  const [beats = 4, of = 4] = meter.split("/").map(Number);
  return (beats * 4) / of;
}

/** The notes of a part in a project file, where each note is a row. */
export function notesOf(project: ProjectFile, part: string): HandNote[] {
  const found = project.parts.find(({ id }) => id === part);
  return (found?.notes ?? []).map(([start_beat, length_beats, pitch, velocity, _tags, syllable, touch]) => {
    const set = setOnly(touch);
    const sung = { ...(syllable ? { syllable } : {}), ...(set ? { touch: set } : {}) };
    return { start_beat, length_beats, pitch, velocity, ...sung };
  });
}

export interface ProjectFile {
  parts: { id: string; notes: NoteRow[] }[];
}

/** Start, length, pitch, velocity, tags, syllable, touch; the last ones may be missing. */
export type NoteRow = [number, number, number, number, string[]?, (Syllable | null)?, (Touch | null)?];

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));
