import { expect, it } from "vitest";
import { silence } from "../../src/model/silence";

it("is a WAV file of nothing", () => {
  const file = silence(2);
  const text = (at: number): string => String.fromCharCode(...new Uint8Array(file, at, 4));
  expect([text(0), text(8), text(12), text(36)]).toEqual(["RIFF", "WAVE", "fmt ", "data"]);
  expect(new DataView(file).getUint32(4, true)).toBe(file.byteLength - 8);
  expect(new DataView(file).getUint32(40, true)).toBe(16_000);
  expect(new Set(new Uint8Array(file, 44))).toEqual(new Set([128]));
});
