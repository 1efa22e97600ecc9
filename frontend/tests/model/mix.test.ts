import { describe, expect, it } from "vitest";
import { change, heardGain, isHeard, isNeutral, type Mix } from "../../src/model/mix";

const muted = change({}, "bass", { isMuted: true });
const solo = change({}, "bass", { isSolo: true });

describe("a mix", () => {
  it("is neutral until something is touched", () => {
    expect(isNeutral({})).toBe(true);
    expect(isNeutral(muted)).toBe(false);
    expect(isNeutral(change(muted, "bass", { isMuted: false }))).toBe(true);
  });
  it("silences what is muted and nothing else", () =>
    expect([isHeard(muted, "bass"), isHeard(muted, "keys")]).toEqual([false, true]));
  it("leaves only what is solo", () => expect([isHeard(solo, "bass"), isHeard(solo, "keys")]).toEqual([true, false]));
  it("keeps a muted solo silent", () => expect(isHeard(change(solo, "bass", { isMuted: true }), "bass")).toBe(false));
  it("plays at the level that is set", () => {
    const quiet: Mix = change({}, "bass", { db: -6 });
    expect(heardGain(quiet, "bass")).toBeCloseTo(0.501, 3);
    expect(heardGain(quiet, "keys")).toBe(1);
  });
  it("is silent at the lowest level", () => expect(heardGain(change({}, "bass", { db: -60 }), "bass")).toBe(0));
  it("does not change the mix it came from", () => {
    change(muted, "bass", { isMuted: false });
    expect(isHeard(muted, "bass")).toBe(false);
  });
});
