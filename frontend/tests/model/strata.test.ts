import { describe, expect, it } from "vitest";
import type { Peaks } from "../../src/core/wire-peaks";
import { LARGE, resample, SMALL, strata } from "../../src/model/strata";

const stem = (id: string, family: string, peaks: number[]) => ({ id, name: id, family, peaks });
const song = (...stems: ReturnType<typeof stem>[]): Peaks => ({ duration_s: 10, columns_per_s: 20, master: [], stems });
const wavy = (n: number): number[] => Array.from({ length: n }, (_, i) => 128 + Math.round(120 * Math.sin(i)));

describe("strata", () => {
  const peaks = song(stem("voice", "voice", wavy(200)), stem("bass", "bass", wavy(200)), stem("kit", "drums", wavy(200)));

  it("fills the width with columns", () => expect(strata(peaks, 400, 100, LARGE)).toHaveLength(100));

  it("stacks from the middle outwards in the order of the families", () => {
    for (const column of strata(peaks, 300, 100, SMALL)) {
      expect(column.strata.map((one) => one.family)).toEqual(["bass", "drums", "voice"]);
      expect(column.strata[0]?.from).toBe(0);
    }
  });

  it("never lets strata overlap or leave the picture", () => {
    for (const rule of [LARGE, SMALL]) {
      for (const { strata: stack } of strata(peaks, 500, 120, rule)) {
        stack.reduce((reach, one) => {
          expect(one.from).toBeGreaterThanOrEqual(reach);
          return one.from + one.tall;
        }, 0);
        const top = stack.at(-1);
        expect((top?.from ?? 0) + (top?.tall ?? 0)).toBeLessThanOrEqual(60 - rule.margin + 1e-3);
      }
    }
  });

  it("lets the loudest column reach the edge of its room", () => {
    const reach = strata(peaks, 300, 100, SMALL).map(({ strata: s }) => (s.at(-1)?.from ?? 0) + (s.at(-1)?.tall ?? 0));
    expect(Math.max(...reach)).toBeCloseTo(50 - SMALL.margin, 3);
  });

  it("leaves silence empty", () => {
    const silent = strata(song(stem("bass", "bass", [0, 0, 0, 0])), 30, 40, SMALL);
    expect(silent.every((column) => column.strata.length === 0)).toBe(true);
  });

  it("draws nothing without room", () => expect(strata(peaks, 2, 100, SMALL)).toEqual([]));
});

describe("resample", () => {
  it("keeps what is constant", () => expect([...resample(Array(97).fill(40), 12)]).toEqual(Array(12).fill(40)));
  it("stays between the smallest and the largest", () => {
    for (const level of resample(wavy(333), 50)) {
      expect(level).toBeGreaterThanOrEqual(8);
      expect(level).toBeLessThanOrEqual(248);
    }
  });
  it("stretches short rows", () => expect([...resample([10, 20], 4)]).toEqual([10, 10, 20, 20]));
});
