import { expect, it, test } from "vitest";
import type { Output } from "../../src/core/wire";
import { downloads, size } from "../../src/model/downloads";

const output = (kind: Output["kind"], format: string, name = `song.${format}`, url = `/media/${name}`): Output => ({
  kind,
  format,
  name,
  url,
  duration_s: 1,
  bytes: 12_345_678,
  sha256: "",
});

it("groups the song, its notes and its stems, and leaves pictures out", () => {
  const groups = downloads([
    output("master", "mp3"),
    output("peaks", "json"),
    output("master", "wav"),
    output("stem", "flac", "Bass"),
    output("midi", "mid"),
    output("master", "flac"),
    output("chords", "txt"),
  ]);
  expect(groups.map(({ title, items }) => [title, items.map(({ label }) => label)])).toEqual([
    ["Song", ["WAV", "FLAC", "MP3"]],
    ["Notes", ["MIDI", "Chord chart, TXT"]],
    ["Stems", ["Bass"]],
  ]);
});

it("asks for a file that is saved, also where the address has a signature", () => {
  const hrefs = downloads([output("midi", "mid", "a", "/media/a"), output("stem", "flac", "b", "/media/b?sig=1")]);
  expect(hrefs.flatMap(({ items }) => items.map(({ href }) => href))).toEqual(["/media/a?download=1", "/media/b?sig=1&download=1"]);
});

test.each([
  [512, "512 B"],
  [41_200, "41 kB"],
  [4_123_000, "4.1 MB"],
  [31_700_000, "32 MB"],
])("size(%d) is %s", (bytes, text) => expect(size(bytes)).toBe(text));
