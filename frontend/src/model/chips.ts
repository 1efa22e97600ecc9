/** What a brief says, as chips: from the words, or from the style. */
import type { Brief, Reading, Source, Style, Wishes } from "../core/wire";
import { rowsOf } from "./lyrics";
import { accidentals, capital, count, plain, signed } from "./names";
import { clock } from "./time";

/** What can be changed in place, named as the wish that changes it. */
export type Editable = "title" | "style" | "tempo_bpm" | "key" | "meter" | "duration" | "seed";

/** A field of the page that shows a fact at its full length. */
export type Opens = "blend" | "form" | "chords" | "roles" | "energies" | "density" | "given" | "words";

export interface Chip {
  id: string;
  label: string;
  value: string;
  isSaid: boolean;
  /** The row that it stands in. */
  row: Row;
  /** Where the value came from, in words. */
  source: string;
  edits: Editable | null;
  /** Where it is set, if not in the words. */
  opens: Opens | null;
}

/** Where facts come from, in the order of the rows. */
export const ROWS = ["From your words", "Set by you", "From your file", "From your form", "From your chords", "Style default"] as const;
export type Row = (typeof ROWS)[number];

/** All chips of a reading, in the order in which one thinks of a song. */
export function chipsOf({ brief, plan }: Reading, wishes: Wishes, styles: readonly Style[], voices: readonly Labelled[] = [], isVoiceChosen = true): Chip[] {
  const chip = (id: string, label: string, value: string, fields: readonly string[], how: How = {}): Chip => {
    const sources = fields.map((field) => brief.sources[field]);
    const found = sources.find(said) ?? sources.find(Boolean) ?? "default";
    const source = how.source ?? found;
    const row = ROW[source] ?? "Style default";
    return { id, label, value, isSaid: row !== "Style default", row, source: SAYS[source], edits: how.edits ?? null, opens: how.opens ?? null };
  };
  const asked = (opens: Opens, label: string, facts: readonly string[], how: How = {}): Chip[] =>
    facts.length ? [chip(opens, label, facts.join(", "), [opens], { opens, ...how })] : [];
  const isHook = brief.sources.title === "request" && !wishes.title; // of the words; nobody typed it
  const style: How = brief.styles.length > 1 ? { opens: "blend" } : { edits: "style" };
  return [
    chip("title", "Title", brief.title, ["title"], { edits: "title", ...(isHook ? { source: "prompt" } : {}) }),
    chip("style", "Style", styleNames(brief, styles), ["styles"], style),
    chip("tempo", "Tempo", `${Math.round(brief.tempo_bpm)} bpm`, ["tempo_bpm"], { edits: "tempo_bpm" }),
    ...wordsOf(brief, "mood").map((words, i) => chip(`mood-${i}`, "Mood", words, ["mood"])),
    chip("key", "Key", accidentals(brief.key), ["tonic", "mode"], { edits: "key" }),
    chip("meter", "Meter", brief.meter, ["meter"], { edits: "meter" }),
    chip("length", "Length", clock(brief.duration_s), ["duration_s"], { edits: "duration" }),
    ...(brief.instruments.length
      ? [chip("with", brief.only ? "Only" : "With", brief.instruments.map(plain).join(", "), ["instruments"], { opens: "roles" })]
      : []),
    ...brief.absences.map(({ what, section_role }, i) =>
      chip(`without-${i}`, capital(section_role ?? "without"), (section_role ? "no " : "") + plain(what), ["absences"], { opens: "roles" }),
    ),
    ...asked("roles", "Players", brief.roles.map(({ role, instrument }) => `${role} ${plain(instrument)}`)),
    // whoever asks for music of their own brings it as a file
    ...asked("given", "Yours", brief.given.map(({ material }) => material), { source: "given" }),
    ...sungBy(brief, voices).map(([label, value]) =>
      chip(label.toLowerCase(), label, value, ["singing"], { opens: "words", ...(label === "Voice" && !isVoiceChosen ? { source: "default" } : {}) }),
    ),
    ...asked("chords", "Chords", brief.chords.map(({ where }) => (where === "any" ? "whole song" : where))),
    ...asked("energies", "Energy", brief.energies.map(({ where, value }) => `${where} ${percent(value)}`)),
    ...asked("density", "Density", brief.density.map(({ value }) => percent(value))),
    chip("form", "Form", `${plan.bars} bars`, ["form"], { opens: "form" }),
    ...(wishes.seed === undefined ? [] : [chip("seed", "Seed", String(brief.seed), ["seed"], { edits: "seed" })]),
  ];
}

type How = Partial<Pick<Chip, "edits" | "opens">> & { source?: Source };

interface Labelled {
  id: string;
  label: string;
}

/** How many lines are sung, and by whom; nothing where nobody sings. */
function sungBy({ singing }: Brief, voices: readonly Labelled[]): [string, string][] {
  const lines = rowsOf(singing?.lyrics ?? "", null).filter(({ kind }) => kind === "sung").length;
  if (!singing || !lines) return [];
  const voice = voices.find(({ id }) => id === singing.voice)?.label ?? plain(singing.voice);
  return [["Words", count(lines, "line")], ["Voice", voice]];
}

const SAYS: Readonly<Record<Source, string>> = {
  prompt: "from your words",
  request: "set by you",
  style: "style default",
  seed: "drawn by the seed",
  default: "as usual",
  form: "from your form",
  given: "from your file",
  chords: "from your chords",
};

const ROW: Readonly<Partial<Record<Source, Row>>> = {
  prompt: "From your words",
  request: "Set by you",
  given: "From your file",
  form: "From your form",
  chords: "From your chords",
};

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** What the prompt says of a field, in its own words. */
function wordsOf({ prompt, understood }: Brief, field: string): string[] {
  const letters = [...prompt]; // the server counts code points
  return understood.filter((span) => span.field === field).map(({ start, end }) => letters.slice(start, end).join(""));
}

/** Whether somebody said so. */
export const said = (source: Source | undefined): boolean => source === "prompt" || source === "request";

function styleNames(brief: Brief, styles: readonly Style[]): string {
  const label = (name: string): string => styles.find((style) => style.name === name)?.label ?? plain(name);
  if (brief.styles.length === 1) return label(brief.styles[0]?.name ?? "");
  return brief.styles.map(({ name, weight }) => `${label(name)} ${signed(weight * 100, 0)} %`).join(", ");
}
