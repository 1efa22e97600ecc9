/** Sections in time: their place in the picture, their field, and bars to and from seconds. */
import type { PlannedSection, Section } from "../core/wire";

export type Field = "n" | "a" | "b" | "c" | "d" | "e";

const FIELDS: readonly Field[] = ["a", "b", "c", "d", "e"];
const NEUTRAL = new Set(["intro", "outro"]);

/** The coloured field of a section: neutral for intro and outro; F begins again at A. */
export function fieldOf({ letter, role }: { letter: string; role: string }): Field {
  if (NEUTRAL.has(role) || !/^[A-Z]/.test(letter)) return "n";
  return FIELDS[(letter.charCodeAt(0) - 65) % FIELDS.length] ?? "n";
}

/** The letter that is printed before the name; none for neutral sections. */
export const letterOf = (section: { letter: string; role: string }): string =>
  fieldOf(section) === "n" ? "" : section.letter;

/** The field that the plan has for sections of a name, whatever their number; null where it has none. */
export function fieldNamed(name: string, sections: readonly PlannedSection[]): Field | null {
  const found = sections.find((section) => bare(section.name) === bare(name));
  return found ? fieldOf(found) : null;
}

const bare = (name: string): string => name.toLowerCase().replace(/[^\p{L}]/gu, "");

/** What the plan calls the sections of a role, each name once and without its number. */
export function namesOf(role: string, sections: readonly PlannedSection[]): string {
  const names = sections.filter((section) => section.role === role).map(({ name }) => name.replace(/ \d+$/, ""));
  return [...new Set(names)].join(", ");
}

/** A planned form on the time scale of its plan. */
export function inTime(sections: readonly PlannedSection[], duration_s: number): Section[] {
  const bars = sections.reduce((sum, section) => sum + section.bars, 0);
  let start_bar = 0;
  return sections.map((section) => {
    const start_s = (start_bar / bars) * duration_s;
    const timed = { ...section, start_bar, start_s, end_s: start_s + (section.bars / bars) * duration_s };
    start_bar += section.bars;
    return timed;
  });
}

/** The section that sounds at a time; the last one while the song rings out. */
export function sectionAt(sections: readonly Section[], at_s: number): Section | null {
  return sections.find((section) => at_s < section.end_s) ?? sections.at(-1) ?? null;
}

/** The bar, counted from 0, that sounds at a time. */
export function barAt(sections: readonly Section[], at_s: number): number {
  const section = sectionAt(sections, at_s);
  if (!section) return 0;
  const into = (at_s - section.start_s) / (section.end_s - section.start_s);
  // a time that was computed from a bar line must count as on it
  const bar = section.start_bar + Math.floor(into * section.bars + 1e-6);
  return Math.max(section.start_bar, Math.min(bar, section.start_bar + section.bars - 1));
}

/** When a bar begins. */
export function startOfBar(sections: readonly Section[], bar: number): number {
  const section = sections.find((s) => bar < s.start_bar + s.bars) ?? sections.at(-1);
  if (!section) return 0;
  const into = Math.max(0, Math.min(bar - section.start_bar, section.bars)) / section.bars;
  return section.start_s + into * (section.end_s - section.start_s);
}

/** Where a step of bars leads: to the bar line before or after. */
export function stepBar(sections: readonly Section[], at_s: number, by: 1 | -1): number {
  const bar = barAt(sections, at_s);
  const isInside = at_s - startOfBar(sections, bar) > 0.3; // a step back goes first to the start of the bar one is in
  return startOfBar(sections, by > 0 ? bar + 1 : Math.max(0, isInside ? bar : bar - 1));
}

/** Where a step of sections leads. */
export function stepSection(sections: readonly Section[], at_s: number, by: 1 | -1): number {
  const here = sectionAt(sections, at_s);
  if (!here) return 0;
  const i = sections.indexOf(here);
  if (by > 0) return sections[i + 1]?.start_s ?? here.end_s;
  return at_s - here.start_s > 1 ? here.start_s : (sections[i - 1]?.start_s ?? 0);
}
