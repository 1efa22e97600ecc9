/** Edits of a song, as the server takes them, and the rules for where sections can go. */
import type { HandNote } from "./roll";

export interface Target {
  section?: number;
  part?: string;
}

export type Edit = { take?: number } & (
  | ({ kind: "regenerate"; chords?: boolean } & Target)
  | ({ kind: "vary"; amount: number } & Target)
  | { kind: "compose"; seed: number }
  | { kind: "instrument"; part: string; instrument: string }
  | ({ kind: "transpose"; semitones: number } & Target)
  | { kind: "tempo"; bpm: number; section?: number }
  | { kind: "style"; section: number; style: string }
  | { kind: "energy"; section: number; energy: number }
  | { kind: "extend"; at: "start" | "middle" | "end"; bars: number; section?: number }
  | { kind: "insert"; before: number; role: string; bars: number }
  | { kind: "delete"; section: number }
  | { kind: "move"; section: number; before: number }
  | { kind: "duplicate"; section: number }
  | { kind: "freeze"; parts: string[]; frozen: boolean }
  | { kind: "words"; line: number; text: string; everywhere?: boolean }
  | { kind: "singing"; voice?: string; expression?: string; harmonies?: string[] }
  | { kind: "notes"; part: string; from_bar: number; bars: number; notes: HandNote[] }
);

/** What has to be asked before an edit can be made, and within which limits. */
export interface Question {
  kind: "vary" | "transpose" | "tempo" | "energy" | "extend";
  label: string;
  unit: string;
  least: number;
  most: number;
  start: number;
}

export const QUESTIONS: Readonly<Record<Question["kind"], Question>> = {
  vary: { kind: "vary", label: "Vary", unit: "%", least: 0, most: 100, start: 30 },
  transpose: { kind: "transpose", label: "Transpose", unit: "semitones", least: -24, most: 24, start: 2 },
  tempo: { kind: "tempo", label: "Tempo", unit: "bpm", least: 40, most: 240, start: 100 },
  energy: { kind: "energy", label: "Energy", unit: "%", least: 0, most: 100, start: 70 },
  extend: { kind: "extend", label: "Extend by", unit: "bars", least: 1, most: 64, start: 4 },
};

/** The edit that an answer asks for. */
export function answered(kind: Question["kind"], value: number, target: Target): Edit {
  const inSection = target.section === undefined ? {} : { section: target.section };
  switch (kind) {
    case "vary":
      return { kind, amount: value, ...target };
    case "transpose":
      return { kind, semitones: value, ...target };
    case "tempo":
      return { kind, bpm: value, ...inSection };
    case "energy":
      return { kind, section: target.section ?? 0, energy: value / 100 };
    case "extend":
      return { kind, bars: value, at: target.section === undefined ? "end" : "middle", ...inSection };
  }
}

/** Move a section by one place; null where there is none. The server counts places as they stand now. */
export function moved(section: number, by: 1 | -1, sections: number): Edit | null {
  const before = by < 0 ? section - 1 : section + 2;
  return before < 0 || before > sections ? null : { kind: "move", section, before };
}
