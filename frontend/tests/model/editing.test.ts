import { describe, expect, it } from "vitest";
import type { Take } from "../../src/core/wire-takes";
import { answered, moved } from "../../src/model/edits";
import { beatsPerBar, fresh, type HandNote, type NoteRow, notesOf, pitchName, rows, snap, stepped, sungOn, within, withLyric } from "../../src/model/roll";
import { branches, takeText } from "../../src/model/takes";

const take = (number: number, parent: number | null, text = ""): Take => ({
  number,
  parent,
  text,
  is_current: false,
  created_at: "",
  edit: null,
});

describe("takes", () => {
  it("stand under the take that they were made from", () => {
    const tree = branches([take(1, null), take(2, 1), take(3, 1), take(4, 2)]);
    expect(tree.map(({ take: { number }, depth }) => [number, depth])).toEqual([[1, 0], [2, 1], [4, 2], [3, 1]]);
  });
  it("are shown though their parent is not there", () =>
    expect(branches([take(3, 2)]).map(({ depth }) => depth)).toEqual([0]));
  it("say what they changed", () => {
    expect(takeText(take(1, null))).toBe("as first made");
    expect(takeText(take(2, 1, "chorus: new lead"))).toBe("chorus: new lead");
  });
});

describe("answers", () => {
  it.each([
    ["vary", 30, { section: 1, part: "lead" }, { kind: "vary", amount: 30, section: 1, part: "lead" }],
    ["transpose", -3, {}, { kind: "transpose", semitones: -3 }],
    ["tempo", 90, { section: 2, part: "lead" }, { kind: "tempo", bpm: 90, section: 2 }],
    ["energy", 80, { section: 2 }, { kind: "energy", section: 2, energy: 0.8 }],
    ["extend", 4, { section: 2 }, { kind: "extend", bars: 4, at: "middle", section: 2 }],
    ["extend", 4, {}, { kind: "extend", bars: 4, at: "end" }],
  ] as const)("to %s %d become edits", (kind, value, target, edit) => expect(answered(kind, value, target)).toEqual(edit));
});

it.each([
  [1, -1, { kind: "move", section: 1, before: 0 }],
  [1, 1, { kind: "move", section: 1, before: 3 }],
  [0, -1, null],
  [2, 1, null],
] as const)("a section moves from place %d by %d, not beyond the song", (at, by, edit) => expect(moved(at, by, 3)).toEqual(edit));

describe("the piano roll", () => {
  const stretch = { from_beat: 8, to_beat: 16 };
  const note = (start_beat: number, pitch = 60): HandNote => ({ start_beat, length_beats: 1, pitch, velocity: 90 });
  it("shows the notes that begin in its bars", () =>
    expect(within([note(15.5), note(7.9), note(8), note(16)], stretch).map(({ start_beat }) => start_beat)).toEqual([8, 15.5]));
  it("moves and lengthens notes", () =>
    expect(stepped(note(9), { beats: 0.5, pitch: 2, length: 0.5 }, stretch)).toEqual({
      start_beat: 9.5,
      length_beats: 1.5,
      pitch: 62,
      velocity: 90,
    }));
  it.each([
    [{ beats: -9 }, 8],
    [{ beats: 99 }, 15.875],
  ])("keeps notes in its bars: %j", (by, start_beat) => expect(stepped(note(9), by, stretch).start_beat).toBe(start_beat));
  it("keeps notes on the keyboard and audible", () => {
    expect(stepped(note(9, 127), { pitch: 1 }, stretch).pitch).toBe(127);
    expect(stepped(note(9), { length: -5 }, stretch).length_beats).toBe(0.125);
  });
  it("puts new notes on the grid", () =>
    expect(fresh(10.9, 64, 0.5, stretch)).toEqual({ start_beat: 10.5, length_beats: 0.5, pitch: 64, velocity: 90 }));
  it.each([
    [0.99, 0.5, 0.5],
    [1, 0.5, 1],
    [-0.2, 0.5, -0.5],
  ])("snaps %d to the line of %d before it", (beat, grid, line) => expect(snap(beat, grid)).toBeCloseTo(line));
  it("shows a few rows around the notes, highest first", () => {
    expect(rows([note(8, 60), note(9, 62)])).toEqual([67, 66, 65, 64, 63, 62, 61, 60, 59, 58, 57, 56, 55]);
    expect(rows([note(8, 127)])[0]).toBe(127);
    expect(rows([]).length).toBeGreaterThan(12);
  });
  it.each([
    ["4/4", 4],
    ["6/8", 3],
    ["12/8", 6],
    ["5/4", 5],
  ])("knows the bar of %s", (meter, beats) => expect(beatsPerBar(meter)).toBe(beats));
  it("names pitches", () => expect([60, 61, 0, 127].map(pitchName)).toEqual(["C4", "C♯4", "C-1", "G9"]));
  it("lets other words be sung on a note", () => {
    const sung = { ...note(8), syllable: { text: "light" } };
    expect(sungOn(withLyric(sung, " night "))).toBe("night");
    expect(withLyric(withLyric(sung, "night"), "light")).toEqual(sung);
    expect(withLyric({ ...sung, lyric: "+" }, "")).toEqual(sung);
    expect(sungOn(note(8))).toBe("");
  });
  it("reads the notes of a part from a project", () => {
    const sung: NoteRow = [9, 1, 62, 90, [], { text: "leave" }, { breath: 0.5 }];
    const project = { parts: [{ id: "lead", notes: [[8, 1, 60, 90, []], sung, [10, 1, 60, 90, [], null]] as NoteRow[] }] };
    expect(notesOf(project, "lead")).toEqual([
      note(8),
      { ...note(9, 62), syllable: { text: "leave" }, touch: { breath: 0.5 } },
      note(10),
    ]);
    expect(notesOf(project, "bass")).toEqual([]);
  });
});
