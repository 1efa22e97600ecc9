import { describe, expect, it } from "vitest";
import { written } from "../../src/model/chords";
import { emblem } from "../../src/model/emblem";
import { hairlines } from "../../src/model/hairlines";

describe("hairlines", () => {
  const section = (bars: number, energy: number) => ({ letter: "A", role: "verse", name: "", bars, energy });
  const lines = hairlines([section(4, 0.2), section(12, 1)], 320, 100, 4);

  it("fill the width", () => expect(lines).toHaveLength(80));
  it("are as tall as the section is energetic", () => {
    expect(lines[0]?.tall).toBeCloseTo(17.6);
    expect(lines[79]?.tall).toBeCloseTo(88);
  });
  it("change where the section does", () => expect(lines.findIndex(({ tall }) => tall > 50)).toBe(20));
  it("stay away without a plan", () => expect(hairlines([], 320, 100, 4)).toEqual([]));
});

describe("written chords", () => {
  const chords = Array.from({ length: 20 }, (_, i) => ({ symbol: "Bbmaj7", bar: i, start_s: i, end_s: i + 1 }));
  const varied = chords.map((chord, i) => ({ ...chord, symbol: i % 2 ? "C13" : "Bbmaj7" }));

  it("are all there when there is room", () => expect(written(varied, 20, 2000).every(Boolean)).toBe(true));
  it("never run into each other", () => {
    const width = 500;
    let free = 0;
    written(varied, 20, width).forEach((isWritten, i) => {
      const x = (i / 20) * width;
      if (!isWritten) return;
      expect(x).toBeGreaterThanOrEqual(free);
      free = x + (varied[i]?.symbol.length ?? 0) * 7;
    });
  });
  it("are not written again while they last", () => expect(written(chords, 20, 5000).filter(Boolean)).toHaveLength(1));
});

describe("an emblem", () => {
  it("is the same each time", () => expect(emblem("house", ["bass", "synth"])).toEqual(emblem("house", ["bass", "synth"])));
  it("differs from style to style", () =>
    expect(emblem("rock", ["bass"]).stems[0]?.peaks).not.toEqual(emblem("pop", ["bass"]).stems[0]?.peaks));
  it("has the band of the style and stays within the scale of peaks", () => {
    const { stems } = emblem("pop", ["bass", "drums", "keys"]);
    expect(stems.map((stem) => stem.family)).toEqual(["bass", "drums", "keys"]);
    for (const { peaks } of stems) for (const peak of peaks) expect(peak).toBeLessThanOrEqual(255);
  });
});
