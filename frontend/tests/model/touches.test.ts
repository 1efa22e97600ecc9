import { describe, expect, it } from "vitest";
import { setOnly, sharedTouch, touched, touchesOf } from "../../src/model/touches";

describe("a touch", () => {
  it("is set beside the others and given back", () => {
    const once = touched(null, "vibrato_cents", 50);
    const twice = touched(once, "level_db", -3);
    expect(twice).toEqual({ vibrato_cents: 50, level_db: -3 });
    expect(touched(twice, "vibrato_cents", null)).toEqual({ level_db: -3 });
  });
  it("is nothing once nothing is left of it", () => {
    expect(touched({ breath: 0.5, level_db: 0, bend: [] }, "breath", null)).toBeNull();
    expect(touched({ breath: 0.5, bend: [[0, 100]] }, "breath", null)).toEqual({ bend: [[0, 100]] });
  });
  it("is sent without what nobody set", () => {
    expect(setOnly({ vibrato_cents: 0, breath: null, level_db: 0, bend: [] })).toEqual({ vibrato_cents: 0 });
    expect(setOnly({ level_db: 0, bend: [] })).toBeNull();
  });
  it.each([
    [[null, undefined, {}], null],
    [[{ vibrato_cents: 0 }, { vibrato_cents: 0 }], 0],
    [[{ vibrato_cents: 20 }, null], undefined],
    [[], null],
  ] as const)("of several notes, %j, is %j", (touches, shared) => expect(sharedTouch(touches, "vibrato_cents")).toBe(shared));
  it("of no level is none", () => expect(sharedTouch([{ level_db: 0 }, null], "level_db")).toBeNull());
});

const BANK = { bend: true, vibrato: true, level: true, formant: false, breath: true, tension: true, diction: false, freedom: true };

it("a bank is touched where it hears it, other voices in five ways", () => {
  expect(touchesOf(null).map(({ label }) => label)).toEqual(["Vibrato", "Glide", "Level", "Breath", "Formant"]);
  expect(touchesOf(BANK).map(({ label }) => label)).toEqual(["Vibrato", "Glide", "Level", "Breath", "Tension", "Freedom"]);
});

it("each thing rests inside its limits and can be said", () => {
  for (const { least, most, rest, say } of touchesOf({ ...BANK, formant: true, diction: true })) {
    expect(rest).toBeGreaterThanOrEqual(least);
    expect(rest).toBeLessThanOrEqual(most);
    expect(say(most)).toMatch(/\d/);
  }
  expect(touchesOf(null).map(({ say }) => say(0))).toEqual(["none", "0 ms", "0.0 dB", "0 %", "× 0.00"]);
});
