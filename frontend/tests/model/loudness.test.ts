import { expect, test } from "vitest";
import { loudnessOf } from "../../src/model/loudness";

test.each([
  [null, 1],
  [{ gain_db: -6.0206, peak: 1 }, 0.5],
  [{ gain_db: 6.0206, peak: 0.25 }, 2],
  [{ gain_db: 6.0206, peak: 0.8 }, 1.25],
  [{ gain_db: 6.0206, peak: null }, 1],
])("%o plays at %d", (measured, factor) => expect(loudnessOf(measured)).toBeCloseTo(factor, 4));
