import { describe, expect, test } from "vitest";
import type { EffectNumber, EffectShape } from "../../src/core/contract";
import { chainOf, change, fresh, LAST, matched, moved, shown, stepOf, told, turned, valueAt, wishOf } from "../../src/model/effects";

const knob = (part: Partial<EffectNumber> = {}): EffectNumber => ({
  kind: "number", name: "x", label: "X", default: 0, unit: "dB", min: -60, max: 0, scale: "even", whole: false, least: null, ...part,
});
const cutoff = knob({ unit: "Hz", min: 20, max: 20_000, scale: "ratio", default: 1000 });
const bits = knob({ unit: "", min: 1, max: 16, whole: true });

describe("knobs", () => {
  test.each([knob(), cutoff, bits])("reach both ends, and come back to where they stood", (one) => {
    expect(valueAt(one, 0)).toBe(one.min);
    expect(valueAt(one, LAST)).toBe(one.max);
    for (const steps of [0, 137, 500, 999, LAST]) {
      const value = valueAt(one, steps);
      expect(valueAt(one, turned(one, value))).toBe(value);
    }
  });

  test("turn in ratios where one hears ratios", () => {
    expect(valueAt(cutoff, LAST / 2)).toBeCloseTo(632, 0);
    expect(valueAt(knob(), LAST / 2)).toBe(-30);
  });

  test("leave a tempo to the sound, or set one that music has", () => {
    const tempo = knob({ unit: "bpm", min: 0, max: 400, least: 20 });
    expect([0, 10, 40, 300].map((steps) => shown(tempo, valueAt(tempo, steps)))).toEqual(["its own", "its own", "20 bpm", "120 bpm"]);
  });

  test("go from one whole number to the next", () => {
    expect(valueAt(bits, turned(bits, 8) + stepOf(bits))).toBe(9);
    expect(valueAt(bits, turned(bits, 8) - stepOf(bits))).toBe(7);
  });

  test.each([
    [knob(), -18, "−18 dB"],
    [knob(), -0.25, "−0.25 dB"],
    [cutoff, 5200, "5.2 kHz"],
    [cutoff, 80, "80 Hz"],
    [bits, 8, "8"],
    [knob({ unit: "%", whole: true, min: 0, max: 100 }), 30, "30 %"],
  ])("say their value with its unit", (one, value, text) => {
    expect(shown(one, value)).toBe(text);
  });
});

const DELAY: EffectShape = {
  name: "delay", label: "Delay", group: "space", about: "", mix: 0.3, blends: true, available: true, reason: null,
  parameters: [knob({ name: "feedback", default: 0.35 }), { kind: "choice", name: "sides", label: "Sides", default: "crossing", options: ["crossing", "straight"] }],
};

describe("chains", () => {
  test("begin with everything at its default", () => {
    expect(fresh(DELAY, 4)).toEqual({ key: 4, type: "delay", settings: { feedback: 0.35, sides: "crossing" }, mix: 0.3, isBypassed: false });
  });

  test("are told as they were read", () => {
    const effects = [{ type: "delay", feedback: 0.5, sides: "straight", mix: 0.4, bypass: true }, { type: "reverse", mix: 1, bypass: false }];
    const chain = chainOf(effects, 7);
    expect(chain.map(({ key }) => key)).toEqual([7, 8]);
    expect(told(chain)).toEqual(effects);
  });

  test("change their order", () => {
    const chain = chainOf([{ type: "a" }, { type: "b" }, { type: "c" }], 1);
    expect(moved(chain, 2, -1).map(({ type }) => type)).toEqual(["a", "c", "b"]);
    expect(moved(chain, 0, 1).map(({ type }) => type)).toEqual(["b", "a", "c"]);
  });

  test("go over a recording or a stem", () => {
    expect(wishOf({ kind: "upload", asset_id: "x", name: "y" })).toEqual({ asset_id: "x" });
    expect(wishOf({ kind: "song", song_id: 3, name: "y", stem: "bass" })).toEqual({ song_id: 3, stem: "bass" });
  });
});

describe("before and after", () => {
  const loud = (lufs: number | null) => ({ lufs, peak_dbtp: null });

  test("are played equally loud: the louder one comes down", () => {
    const { before, after } = matched(loud(-20), loud(-14));
    expect(before).toBe(1);
    expect(after).toBeCloseTo(0.501, 3);
    expect(matched(loud(-10), loud(-16)).before).toBeCloseTo(0.501, 3);
  });

  test("are played as they are where one of them is silent", () => {
    expect(matched(loud(null), loud(-14))).toEqual({ before: 1, after: 1 });
  });

  test("say what has become of the loudness", () => {
    expect(change(loud(-20.12), loud(null))).toBe("−20.1 → silence LUFS");
  });
});
