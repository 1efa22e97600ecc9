import { expect, it, test } from "vitest";
import { parseWish, rollSeed } from "../../src/model/wishes";

test.each([
  ["duration", "1:30", { duration: 90 }],
  ["duration", "45", { duration: 45 }],
  ["tempo_bpm", "84", { tempo_bpm: 84 }],
  ["tempo_bpm", "84.5 bpm", { tempo_bpm: 84.5 }],
  ["seed", "0", { seed: 0 }],
  ["style", "lofi", { style: "lofi" }],
  ["title", " Slow Ferry ", { title: "Slow Ferry" }],
  ["key", "d minor", { key: "D minor" }],
  ["key", "E♭", { key: "Eb major" }],
  ["key", "F#m", { key: "F# minor" }],
  ["key", "B♭ mix", { key: "Bb mixolydian" }],
  ["key", "A harmonic minor", { key: "A harmonic minor" }],
] as const)("%s %j is understood", (field, text, wishes) => expect(parseWish(field, text)).toEqual({ wishes }));

test.each([
  ["tempo_bpm", "999", "Tempo 999 bpm is outside 40 bpm to 240 bpm."],
  ["duration", "10:00", "Length 10:00 is outside 0:05 to 5:00."],
  ["seed", "4294967296", "Seed 4294967296 is outside 0 to 4294967295."],
  ["tempo_bpm", "fast", '"fast" is not a number. Tempo goes from 40 bpm to 240 bpm.'],
  ["title", "  ", "A title needs a letter."],
  ["key", "H7", '"H7" is not a key. Try B♭ minor or D dorian.'],
] as const)("%s %j is refused with what is allowed", (field, text, problem) =>
  expect(parseWish(field, text)).toEqual({ problem }),
);

it("rolls seeds that may be asked for", () => {
  for (let i = 0; i < 50; i++) expect(parseWish("seed", String(rollSeed()))).toHaveProperty("wishes");
});
