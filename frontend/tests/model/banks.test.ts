import { describe, expect, it } from "vitest";
import type { BankReport } from "../../src/core/wire-banks";
import { factsOf } from "../../src/model/banks";

const bank: BankReport = {
  id: "synthia-1",
  kind: "bank",
  name: "Synthia",
  languages: ["en", "ja"],
  voices: ["bank/synthia-1/soft"],
  available: true,
  reason: null,
  added_at: "",
  author: "somebody",
  fingerprint: "f",
  left_out: [],
  terms: [],
  colours: [{ id: "soft", name: "Soft" }, { id: "power", name: "" }],
  models: [{ part: "acoustic", bytes: 42_000_000, speakers: 2 }],
  vocoder: { name: "nsf", own: false, bytes: 1 },
  words: { en: 1, ja: 2000 },
  range: [57, 76],
  curves: { bend: true, breath: false },
  missing: [],
  speed: 2.14,
};

describe("a bank", () => {
  it("says what it can do", () =>
    expect(Object.fromEntries(factsOf(bank).map(({ label, value }) => [label, value]))).toEqual({
      By: "Somebody",
      Languages: "English (1 word), Japanese (2000 words)",
      Range: "A3 to E5",
      Colours: "Soft, power",
      Models: "Acoustic 42 MB",
      Vocoder: "Nsf, shared",
      Hears: "Bend",
      "Passes over": "Breath",
      Speed: "2.1 × real time here",
    }));
  it("says no more than is known", () => {
    const { author: _, words: __, range: ___, vocoder: ____, ...bare } = bank;
    const facts = factsOf({ ...bare, colours: [], curves: {}, models: [], speed: null, left_out: ["a", "b"] });
    expect(facts.map(({ label }) => label)).toEqual(["Languages", "Left out"]);
  });
});
