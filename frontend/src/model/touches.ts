/** How single notes are sung: what can be touched, within which limits, and how that is said. */
import { signed } from "./names";

/** As the server takes it; what is missing is left to the way of singing. */
export interface Touch {
  vibrato_cents?: number | null;
  vibrato_hz?: number | null;
  vibrato_after_s?: number | null;
  glide_s?: number | null;
  scoop_cents?: number | null;
  level_db?: number;
  breath?: number | null;
  formant?: number | null;
  tension?: number | null;
  diction?: number | null;
  freedom?: number | null;
  bend?: [number, number][];
}

export type Touched = "vibrato_cents" | "glide_s" | "level_db" | "breath" | "formant" | "tension" | "diction" | "freedom";

export interface Touchable {
  name: Touched;
  label: string;
  least: number;
  most: number;
  step: number;
  /** Where its slider rests while it is left to the way of singing. */
  rest: number;
  say: (value: number) => string;
}

const TOUCHES: readonly Touchable[] = [
  { name: "vibrato_cents", label: "Vibrato", least: 0, most: 150, step: 5, rest: 40, say: (cents) => (cents ? `${cents} ct` : "none") },
  { name: "glide_s", label: "Glide", least: 0, most: 0.5, step: 0.01, rest: 0.08, say: (s) => `${Math.round(s * 1000)} ms` },
  { name: "level_db", label: "Level", least: -12, most: 12, step: 0.5, rest: 0, say: (db) => `${signed(db)} dB` },
  { name: "breath", label: "Breath", least: 0, most: 1, step: 0.05, rest: 0.15, say: (share) => `${Math.round(share * 100)} %` },
  { name: "formant", label: "Formant", least: 0.7, most: 1.3, step: 0.01, rest: 1, say: (factor) => `× ${factor.toFixed(2)}` },
];

/** What only some banks hear. */
const OF_BANKS: readonly Touchable[] = [
  { name: "tension", label: "Tension", least: -1, most: 1, step: 0.05, rest: 0, say: (share) => `${signed(share * 100, 0)} %` },
  { name: "diction", label: "Diction", least: 0.5, most: 2, step: 0.05, rest: 1, say: (factor) => `× ${factor.toFixed(2)}` },
  { name: "freedom", label: "Freedom", least: 0, most: 1, step: 0.05, rest: 0, say: (share) => `${Math.round(share * 100)} %` },
];

/** What can be touched of a voice; ``curves`` is what its bank hears, null where it is no bank's. */
export function touchesOf(curves: Readonly<Record<string, boolean>> | null): Touchable[] {
  if (!curves) return [...TOUCHES];
  return [...TOUCHES, ...OF_BANKS].filter(({ name }) => curves[name.replace(/_.*/, "")] ?? name === "glide_s");
}

/** Null: as it is sung anyway. Undefined: the notes differ. */
export type Shared = number | null | undefined;

/** What some notes have in common. */
export function sharedTouch(touches: readonly (Touch | null | undefined)[], name: Touched): Shared {
  const values = new Set(touches.map((touch) => valueOf(touch, name)));
  return values.size > 1 ? undefined : ([...values][0] ?? null);
}

const valueOf = (touch: Touch | null | undefined, name: Touched): number | null =>
  name === "level_db" ? touch?.level_db || null : (touch?.[name] ?? null);

/** A note's touch with one thing set, or given back; null once nothing is left of it. */
export const touched = (touch: Touch | null | undefined, name: Touched, value: number | null): Touch | null =>
  setOnly({ ...touch, [name]: value });

/** A touch without all that is left to the way of singing; null where nothing is set. */
export function setOnly(touch: Touch | null | undefined): Touch | null {
  const said = Object.entries(touch ?? {}).filter(([name, value]) => isSet(name, value));
  return said.length ? Object.fromEntries(said) : null;
}

function isSet(name: string, value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === "number" && !(name === "level_db" && value === 0);
}
