import { describe, expect, it } from "vitest";
import type { Facets } from "../../src/core/contract";
import { facetsOf, type Filters, isEmpty, without } from "../../src/model/filters";

const FOUND: Facets = {
  success: true,
  count: 9,
  genre: [{ value: "lofi", count: 7 }],
  mood: [],
  key: [{ value: "Bb minor", count: 3 }],
  tempo: [{ from: 76, to: 108, count: 5 }],
  year: [{ value: 2026, count: 9 }],
  artist: [],
  tag: [],
};
const facet = (name: string, filters: Filters = {}) => facetsOf(FOUND, filters).find((one) => one.name === name);

describe("facets", () => {
  it("are those of which there is something", () =>
    expect(facetsOf(FOUND, {}).map(({ name }) => name)).toEqual(["genre", "key", "tempo", "length", "year"]));
  it("stay while they narrow down, even if nothing is left", () => expect(facet("mood", { mood: "calm" })?.said).toBe("calm"));
  it("print keys as on a score", () => expect(facet("key")?.choices[0]?.label).toBe("B♭ minor"));
  it("say what was chosen of a range", () => expect(facet("tempo", { tempo_min: 76, tempo_max: 108 })?.said).toBe("76 to 108 bpm"));
  it("say nothing when nothing was chosen", () => expect(facet("tempo", { genre: "lofi" })?.said).toBeNull());
  it("are taken back one by one", () => {
    const filters = { genre: "lofi", tempo_min: 76, tempo_max: 108 };
    const tempo = facet("tempo", filters);
    expect(tempo && without(filters, tempo)).toEqual({ genre: "lofi" });
    expect(isEmpty({})).toBe(true);
  });
});
