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
  form: { rows: [] },
  chords: [],
  roles: [],
  energies: [],
  density: [],
  given: [],
  seed: 7,
  understood: [],
  unresolved: [],
  sources: { tempo_bpm: "prompt", tonic: "style", duration_s: "request", instruments: "prompt", absences: "prompt", seed: "request" },
};
const reading = (part: Partial<Brief>): Reading => ({
  brief: { ...brief, ...part },
  plan: { bars: 40, duration_s: 114, sections: [] },
  eta_s: 3,
  price: null,
});
const shown = (part: Partial<Brief> = {}): string[] =>
  chipsOf(reading(part), {}, styles).map(({ label, value }) => `${label} ${value}`);

it("says everything a brief holds", () =>
  expect(shown()).toEqual([
    "Title Slow Ferry",
    "Style Lo-fi hip hop",
    "Tempo 84 bpm",
    "Key B♭ minor",
    "Meter 4/4",
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

it("says when nothing else may play", () => {
  expect(shown({ only: true })).toContain("Only music box");
});

it("tells of each fact where it came from", () => {
  const chips = chipsOf(reading({ sources: { ...brief.sources, mode: "chords", tonic: "chords", duration_s: "form" } }), {}, styles);
  const source = (id: string): string | undefined => chips.find((chip) => chip.id === id)?.source;
  expect([source("tempo"), source("key"), source("length")]).toEqual([
    "from your words",
    "from your chords",
    "from your form",
  ]);
});

it("shows what is asked for to the bar", () => {
  const asked = shown({
    chords: [{ where: "verse", text: "Am | F" }],
    roles: [{ role: "lead", instrument: "alto_sax" }],
    energies: [{ where: "chorus", value: 0.8 }],
    density: [{ where: "any", value: 0.5 }],
  });
  expect(asked).toEqual(expect.arrayContaining(["Players lead alto sax", "Chords verse", "Energy chorus 80 %", "Density 50 %"]));
});

it("puts a file of one's own, and what it settles, in the file's row", () => {
  const sources = { ...brief.sources, given: "request", tempo_bpm: "given" } as const;
  const chips = chipsOf(reading({ given: [{ material: "melody", name: "tune.mid" }], sources }), {}, styles);
  const row = (id: string): string | undefined => chips.find((chip) => chip.id === id)?.row;
  expect(["given", "tempo", "length", "with", "key"].map(row)).toEqual([
    "From your file",
    "From your file",
    "Set by you",
    "From your words",
    "Style default",
  ]);
});

it("says what is sung and by whom, and opens it", () => {
  const singing = { lyrics: "[Verse]\ngo\nstay", voice: "kokoro/af_heart", expression: "", harmonies: [], language: "en-US" };
  const chips = chipsOf(reading({ singing, sources: { singing: "request" } }), {}, styles, [{ id: "kokoro/af_heart", label: "Heart" }]);
  const sung = chips.filter(({ opens }) => opens === "words");
  expect(sung.map(({ label, value, row }) => [label, value, row])).toEqual([
    ["Words", "2 lines", "Set by you"],
    ["Voice", "Heart", "Set by you"],
  ]);
  expect(shown({ singing: { ...singing, lyrics: "" } })).not.toContain("Words 0 lines");
});

it("tells what was chosen from what follows", () => {
  const sung = reading({
    singing: { lyrics: "[Verse]\nGo home", voice: "kokoro/af_heart" } as NonNullable<Brief["singing"]>,
    sources: { ...brief.sources, title: "request", singing: "request" },
  });
  const rows = (title: string | undefined, isVoiceChosen: boolean): string[] =>
    chipsOf(sung, title === undefined ? {} : { title }, styles, [], isVoiceChosen)
      .filter(({ id }) => ["title", "words", "voice"].includes(id))
      .map(({ row }) => row);
  expect(rows("Slow Ferry", true)).toEqual(["Set by you", "Set by you", "Set by you"]);
  expect(rows(undefined, false)).toEqual(["From your words", "Set by you", "Style default"]);
});
