/** What a brief says, as chips: from the words, or from the style. */
import type { Brief, Reading, Source, Style, Wishes } from "../core/wire";
import { accidentals, capital, plain, signed } from "./names";
import { clock } from "./time";

/** What can be changed in place, named as the wish that changes it. */
export type Editable = "title" | "style" | "tempo_bpm" | "key" | "duration" | "seed";

export interface Chip {
  id: string;
  label: string;
  value: string;
  isSaid: boolean;
  edits: Editable | null;
}

/** All chips of a reading, in the order in which one thinks of a song. */
export function chipsOf({ brief, plan }: Reading, wishes: Wishes, styles: readonly Style[]): Chip[] {
  const isSaid = (...fields: string[]): boolean => fields.some((field) => said(brief.sources[field]));
  const chip = (id: string, label: string, value: string, wasSaid: boolean, edits: Editable | null = null): Chip => ({
    id,
    label,
    value,
    isSaid: wasSaid,
    edits,
  });
  return [
    chip("title", "Title", brief.title, isSaid("title"), "title"),
    chip("style", "Style", styleNames(brief, styles), isSaid("styles", "style"), "style"),
    chip("tempo", "Tempo", `${Math.round(brief.tempo_bpm)} bpm`, isSaid("tempo_bpm"), "tempo_bpm"),
    ...wordsOf(brief, "mood").map((words, i) => chip(`mood-${i}`, "Mood", words, true)),
    chip("key", "Key", accidentals(brief.key), isSaid("key", "tonic", "mode"), "key"),
    chip("length", "Length", clock(brief.duration_s), isSaid("duration_s"), "duration"),
    ...(brief.instruments.length
      ? [chip("with", brief.only ? "Only" : "With", brief.instruments.map(plain).join(", "), true)]
      : []),
    ...brief.absences.map(({ what, section_role }, i) =>
      chip(`without-${i}`, capital(section_role ?? "without"), (section_role ? "no " : "") + plain(what), true),
    ),
    ...(brief.meter === "4/4" ? [] : [chip("meter", "Meter", brief.meter, isSaid("meter"))]),
    chip("form", "Form", `${plan.bars} bars`, isSaid("form")),
    ...(wishes.seed === undefined ? [] : [chip("seed", "Seed", String(brief.seed), true, "seed")]),
  ];
}

/** What the prompt says of a field, in its own words. */
function wordsOf({ prompt, understood }: Brief, field: string): string[] {
  const letters = [...prompt]; // the server counts code points
  return understood.filter((span) => span.field === field).map(({ start, end }) => letters.slice(start, end).join(""));
}

const said = (source: Source | undefined): boolean => source === "prompt" || source === "request";

function styleNames(brief: Brief, styles: readonly Style[]): string {
  const label = (name: string): string => styles.find((style) => style.name === name)?.label ?? plain(name);
  if (brief.styles.length === 1) return label(brief.styles[0]?.name ?? "");
  return brief.styles.map(({ name, weight }) => `${label(name)} ${signed(weight * 100, 0)} %`).join(", ");
}
