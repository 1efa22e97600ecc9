import { expect, it } from "vitest";
import type { Brief, Reading, Style } from "../../src/core/wire";
import { chipsOf } from "../../src/model/chips";

const styles: Style[] = [{ name: "lofi", label: "Lo-fi hip hop", words: [], tempo: [66, 78, 92], families: [] }];
const brief: Brief = {
  prompt: "",
  title: "Slow Ferry",
  styles: [{ name: "lofi", weight: 1 }],
  tempo_bpm: 84,
  meter: "4/4",
  key: "Bb minor",
  duration_s: 114,
  instruments: ["music_box"],
  only: false,
  absences: [{ what: "drums", section_role: "intro" }],
  seed: 7,
  understood: [],
  unresolved: [],
  sources: { tempo_bpm: "prompt", key: "style", duration_s: "request" },
};
const reading = (part: Partial<Brief>): Reading => ({
  brief: { ...brief, ...part },
  plan: { bars: 40, duration_s: 114, sections: [] },
  eta_s: 3,
});
const shown = (part: Partial<Brief> = {}): string[] =>
  chipsOf(reading(part), {}, styles).map(({ label, value }) => `${label} ${value}`);

it("says everything a brief holds", () =>
  expect(shown()).toEqual([
    "Title Slow Ferry",
    "Style Lo-fi hip hop",
    "Tempo 84 bpm",
    "Key B♭ minor",
    "Length 1:54",
    "With music box",
    "Intro no drums",
    "Form 40 bars",
  ]));

it("knows what came from the words or was set, and what the style added", () => {
  const said = chipsOf(reading({}), { seed: 7 }, styles).filter((chip) => chip.isSaid);
  expect(said.map((chip) => chip.id)).toEqual(["tempo", "length", "with", "without-0", "seed"]);
});

it("does not trouble anybody with a seed that nobody set", () =>
  expect(shown().filter((chip) => chip.startsWith("Seed"))).toEqual([]));

it("shows the shares of a blend", () =>
  expect(shown({ styles: [{ name: "lofi", weight: 0.7 }, { name: "jazz_trio", weight: 0.3 }] })[1]).toBe(
    "Style Lo-fi hip hop 70 %, jazz trio 30 %",
  ));

it("shows moods in the words that named them", () =>
  expect(shown({ prompt: "🎹 very calm", understood: [{ start: 2, end: 11, field: "mood" }] })).toContain("Mood very calm"));

it("says when nothing else may play, and a meter that is not 4/4", () => {
  expect(shown({ only: true })).toContain("Only music box");
  expect(shown({ meter: "6/8" })).toContain("Meter 6/8");
});
