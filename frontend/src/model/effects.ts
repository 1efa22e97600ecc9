/** Effects as one sets them: a chain, its knobs, and how loud before and after are played. */
import type { EffectNumber, EffectShape, EffectsRequest, LoudnessShape } from "../core/contract";
import { gain } from "./level";
import { signed } from "./names";

export type Setting = number | string;
export type Told = Readonly<Record<string, boolean | number | string>>;

/** An effect in a chain. ``key`` tells it from others of its kind. */
export interface Link {
  key: number;
  type: string;
  settings: Readonly<Record<string, Setting>>;
  mix: number;
  isBypassed: boolean;
}

/** An effect with everything at its default. */
export function fresh(effect: EffectShape, key: number): Link {
  const settings = Object.fromEntries(effect.parameters.map((one) => [one.name, one.default]));
  return { key, type: effect.name, settings, mix: effect.mix, isBypassed: false };
}

/** A chain as presets and results tell it. */
export function chainOf(effects: readonly Told[], firstKey: number): Link[] {
  return effects.map(({ type, mix, bypass, ...settings }, i) => ({
    key: firstKey + i,
    type: String(type),
    settings: settings as Record<string, Setting>,
    mix: Number(mix),
    isBypassed: Boolean(bypass),
  }));
}

/** A chain as the server is asked for it. */
export const told = (chain: readonly Link[]): Told[] =>
  chain.map(({ type, settings, mix, isBypassed }) => ({ type, ...settings, mix, bypass: isBypassed }));

/** Move the effect at a place up (-1) or down (1). */
export function moved(chain: readonly Link[], at: number, by: 1 | -1): Link[] {
  const order = [...chain];
  const [one] = order.splice(at, 1);
  if (one) order.splice(at + by, 0, one);
  return order;
}

/** A sound that effects can be put over. */
export type Source = { kind: "upload"; asset_id: string; name: string } | { kind: "song"; song_id: number; name: string; stem: string };

export const wishOf = (source: Source): EffectsRequest =>
  source.kind === "upload" ? { asset_id: source.asset_id } : { song_id: source.song_id, stem: source.stem };

const TURN = 1000; // steps of a knob from one end to the other

/** Where a knob stands for a value, in steps. */
export function turned({ min, max, scale }: EffectNumber, value: number): number {
  const share = scale === "ratio" ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  return Math.round(share * TURN);
}

/** The value for where a knob stands; as many digits as one can hear. */
export function valueAt({ min, max, scale, whole, least }: EffectNumber, steps: number): number {
  const share = steps / TURN;
  const value = scale === "ratio" ? min * (max / min) ** share : min + share * (max - min);
  if (least !== null && value < least) return value < least / 2 ? 0 : least;
  return whole ? Math.round(value) : Math.min(max, Math.max(min, Number(value.toPrecision(3))));
}

/** One step of a knob by key: whole numbers go from one to the next. */
export const stepOf = ({ min, max, whole }: EffectNumber): number => (whole ? TURN / (max - min) : TURN / 100);

export const LAST = TURN;

/** -18 with dB -> "−18 dB", 5200 with Hz -> "5.2 kHz". */
export function shown({ unit, whole, least }: EffectNumber, value: number): string {
  if (least !== null && value === 0) return "its own";
  if (unit === "Hz" && value >= 1000) return `${Number((value / 1000).toPrecision(3))} kHz`;
  const digits = whole || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const text = String(Number(signed(value, digits).replace("−", "-"))).replace("-", "−");
  return unit ? `${text} ${unit}` : text;
}

export type Parameter = EffectShape["parameters"][number];

export const isNumber = (one: Parameter): one is EffectNumber => one.kind === "number";

export interface Gains {
  before: number;
  after: number;
}

/** The gains at which two sounds are equally loud: the louder one comes down to the other. */
export function matched(before: LoudnessShape, after: LoudnessShape): Gains {
  if (before.lufs === null || after.lufs === null) return { before: 1, after: 1 };
  const target = Math.min(before.lufs, after.lufs);
  return { before: gain(target - before.lufs), after: gain(target - after.lufs) };
}

/** "−20.1 → −14.0 LUFS". */
export function change(before: LoudnessShape, after: LoudnessShape): string {
  const say = ({ lufs }: LoudnessShape): string => (lufs === null ? "silence" : signed(lufs));
  return `${say(before)} → ${say(after)} LUFS`;
}
