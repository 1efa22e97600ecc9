import { describe, expect, it } from "vitest";
import type { Instrument, Style } from "../../src/core/wire";
import { standIns, suited } from "../../src/model/band";
import { blendOf, blendWishes } from "../../src/model/blend";
import { readChordLines } from "../../src/model/chord-lines";
import { cutAt, faultsIn } from "../../src/model/faults";
import { grouped } from "../../src/model/style-groups";

describe("chords by section", () => {
  it.each([
    ["", undefined],
    ["Am7 | D9", { any: "Am7 | D9" }],
    ["Verse 2: Am7 | D9\nchorus: F | G", { "verse 2": "Am7 | D9", chorus: "F | G" }],
    ["verse: Am |\nDm", { verse: "Am |\nDm" }],
    ["A: Am | F\nB: C", { A: "Am | F", B: "C" }],
    ["|: Am | F :|", { any: "|: Am | F :|" }],
    ["chorus:", undefined],
  ])("reads %j", (text, lines) => expect(readChordLines(text)).toEqual(lines));
});

describe("faults", () => {
  const message = "Bar 2: 'H7b' is no chord; write such as Am7.";
  it("finds the words that the server names, wherever they stand", () =>
    expect(faultsIn("Am | H7b | H7b", message)).toEqual([{ start: 5, end: 8 }, { start: 11, end: 14 }]));
  it("leaves longer words alone", () => expect(faultsIn("H7b5 | XH7b", message)).toEqual([]));
  it("finds nothing where nothing is named", () => expect(faultsIn("Am", "There is no chord.")).toEqual([]));
  it("cuts a text without losing a letter", () => {
    const pieces = cutAt("Am | H7b | C", faultsIn("Am | H7b | C", message));
    expect(pieces.map(({ text }) => text).join("")).toBe("Am | H7b | C");
    expect(pieces.filter(({ isWrong }) => isWrong).map(({ text }) => text)).toEqual(["H7b"]);
  });
});

describe("styles", () => {
  const style = (name: string, label: string, words: string[] = []): Style => ({ name, label, words, tempo: [60, 80, 90], families: [] });
  const styles = [style("techno", "Techno"), style("lofi", "Lo-fi hip hop", ["study beats"]), style("mine", "My own")];
  it("stand in their groups, those that no group names last", () =>
    expect(grouped(styles, "").map(({ title, members }) => [title, members.map(({ name }) => name)])).toEqual([
      ["Calm", ["lofi"]],
      ["Electronic", ["techno"]],
      ["Others", ["mine"]],
    ]));
  it("are found by their words", () => expect(grouped(styles, " Study").map(({ title }) => title)).toEqual(["Calm"]));
  it("are blended by weight, and are no blend alone", () => {
    expect(blendWishes({ first: "lofi", second: "techno", share: 30 })).toEqual({ style: undefined, styles: { lofi: 0.7, techno: 0.3 } });
    expect(blendWishes({ first: "lofi", second: "", share: 30 })).toEqual({ style: "lofi", styles: undefined });
    expect(blendWishes({ first: "lofi", second: "lofi", share: 30 }).styles).toBeUndefined();
    expect(blendOf({ styles: { lofi: 0.7, techno: 0.3 } })).toEqual({ first: "lofi", second: "techno", share: 30 });
  });
});

describe("players", () => {
  const all: Instrument[] = [
    { name: "flute", label: "Flute", family: "winds", roles: ["lead"], is_drums: false },
    { name: "cello", label: "Cello", family: "strings", roles: ["counter", "bass"], is_drums: false },
    { name: "kit", label: "Kit", family: "drums", roles: ["drums"], is_drums: true },
  ];
  it.each([
    ["lead", ["flute"]],
    ["counter", ["flute", "cello"]],
    ["drums", ["kit"]],
  ])("suit the role %s", (role, names) => expect(suited(all, role).map(({ name }) => name)).toEqual(names));
  it("stand in for one another, kits for kits alone", () => {
    expect(standIns(all, "drums").map(({ name }) => name)).toEqual(["kit"]);
    expect(standIns(all, "keys").map(({ name }) => name)).toEqual(["flute", "cello"]);
  });
});
