/** The piano roll: the notes of one part in one section while somebody changes them by hand. */
import { computed, signal } from "@preact/signals";
import { ask } from "../core/http";
import { asApiError } from "../core/loading";
import type { Section, SongDetail } from "../core/wire";
import { beatsPerBar, fresh, type HandNote, notesOf, ordered, type ProjectFile, type Step, stepped, type Stretch, withLyric, within } from "../model/roll";
import { sectionAt } from "../model/sections";
import { type Touch, type Touched, touched } from "../model/touches";
import { edit } from "./edits";
import { position_s } from "./playing";

export type RollNote = HandNote & { id: number };

interface Open {
  song: SongDetail;
  part: string;
  section: number;
  /** All notes of the part, as the take has them. */
  all: readonly HandNote[];
}

export const roll = signal<Open | null>(null);
export const rollProblem = signal("");
export const notes = signal<readonly RollNote[]>([]);
export const selected = signal<ReadonlySet<number>>(new Set());
/** Beats between two lines of the grid. */
export const grid = signal(0.5);
const BEAT_PX = 44;
const WORDY_BEAT_PX = 96; // so that most syllables can be read on a sixteenth
/** How wide a beat is drawn. */
export const beatPx = computed(() => (roll.value?.all.some(({ syllable }) => syllable) ? WORDY_BEAT_PX : BEAT_PX));
const written = signal<readonly RollNote[]>([]);

export const isChanged = computed(() => notes.value !== written.value);

export const shownSection = computed((): Section | null => {
  const open = roll.value;
  return open?.song.sections[open.section] ?? null;
});

/** The beats of the section that is shown. */
export const stretch = computed((): Stretch => stretchOf(roll.value?.song, shownSection.value));

function stretchOf(song: SongDetail | undefined, section: Section | null | undefined): Stretch {
  const bar = beatsPerBar(song?.meter ?? "4/4");
  const from_bar = section?.start_bar ?? 0;
  return { from_beat: from_bar * bar, to_beat: (from_bar + (section?.bars ?? 1)) * bar };
}

/** Open the notes of a part: those of a section, or of the one that the song is in; if it rests there, its first ones. */
export async function openRoll(song: SongDetail, part: string, section: number | null): Promise<void> {
  const here = sectionAt(song.sections, position_s.peek());
  const index = Math.max(0, here ? song.sections.indexOf(here) : 0);
  const project = song.outputs.find(({ kind }) => kind === "project");
  rollProblem.value = "";
  try {
    const file = project ? await ask<ProjectFile>(project.url) : { parts: [] };
    const all = notesOf(file, part);
    const playing = song.sections.findIndex((each) => within(all, stretchOf(song, each)).length > 0);
    const rests = section === null && !within(all, stretchOf(song, song.sections[index])).length;
    roll.value = { song, part, section: section ?? (rests && playing >= 0 ? playing : index), all };
    showNotes();
  } catch (error) {
    rollProblem.value = asApiError(error).message;
  }
}

/** Show another section of the same part. */
export function turnTo(section: number): void {
  if (!roll.peek()) return;
  roll.value = { ...(roll.peek() as Open), section };
  showNotes();
}

export function closeRoll(): void {
  roll.value = null;
}

function showNotes(): void {
  const found = within(roll.peek()?.all ?? [], stretch.peek());
  written.value = notes.value = ordered(found).map((note, id) => ({ ...note, id }));
  selected.value = new Set();
}

/** Select a note, alone or beside the others. */
export function select(id: number, isAlso: boolean): void {
  const before = selected.peek();
  if (!isAlso) selected.value = new Set([id]);
  else selected.value = new Set(before.has(id) ? [...before].filter((other) => other !== id) : [...before, id]);
}

/** Move or lengthen what is selected. */
export function step(by: Step): void {
  const chosen = selected.peek();
  notes.value = notes.peek().map((note) => (chosen.has(note.id) ? stepped(note, by, stretch.peek()) : note));
}

/** Put a changed note in the place of the one it was. */
export function put(note: RollNote): void {
  notes.value = notes.peek().map((other) => (other.id === note.id ? note : other));
}

/** Add a note at a place, and select it. */
export function add(beat: number, pitch: number): void {
  const id = 1 + Math.max(-1, ...notes.peek().map((note) => note.id));
  notes.value = ordered([...notes.peek(), { ...fresh(beat, pitch, grid.peek(), stretch.peek()), id }]);
  select(id, false);
}

export function removeSelected(): void {
  notes.value = notes.peek().filter(({ id }) => !selected.peek().has(id));
  selected.value = new Set();
}

/** Set how the selected notes are sung, or leave it to the way of singing. */
export function touch(name: Touched, value: number | null): void {
  const chosen = selected.peek();
  notes.value = notes.peek().map((note) => (chosen.has(note.id) ? withTouch(note, touched(note.touch, name, value)) : note));
}

/** Say what is sung on a note. */
export function sing(id: number, text: string): void {
  notes.value = notes.peek().map((note) => (note.id === id ? (withLyric(note, text) as RollNote) : note));
}

function withTouch({ touch: _, ...note }: RollNote, next: Touch | null): RollNote {
  return next ? { ...note, touch: next } : note;
}

/** Make a take with the notes as they are now. */
export async function render(): Promise<void> {
  const open = roll.peek();
  const section = shownSection.peek();
  if (!open || !section) return;
  const by_hand = notes.peek().map(({ id: _, ...note }) => note);
  const wish = { kind: "notes", part: open.part, from_bar: section.start_bar, bars: section.bars, notes: by_hand } as const;
  if (await edit(open.song, wish)) closeRoll();
}
