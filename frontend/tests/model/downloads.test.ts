import { expect, it, test } from "vitest";
import type { Download } from "../../src/core/wire";
import { grouped, hint, saving, size } from "../../src/model/downloads";

const download = (id: string, group: Download["group"], bytes: number | null = null): Download => ({
  id,
  group,
  label: id.toUpperCase(),
  hint: "smallest",
  format: id,
  name: `song.${id}`,
  bytes,
  ready: true,
  url: `/api/songs/1/downloads/${id}?take=1`,
});

it("groups the song, its notes, its stems and the project, and leaves out what is empty", () => {
  const found = grouped([download("stems", "stems"), download("wav", "song"), download("midi", "notes"), download("ogg", "song")]);
  expect(found.map(({ title, items }) => [title, items.map(({ id }) => id)])).toEqual([
    ["Song", ["wav", "ogg"]],
    ["Notes", ["midi"]],
    ["Stems", ["stems"]],
  ]);
});

it("asks for a file that is saved, also where the address has a question", () => {
  expect(saving("/media/a")).toBe("/media/a?download=1");
  expect(saving("/media/a?sig=1")).toBe("/media/a?sig=1&download=1");
});

it("says how large a download is, or what it is good for until that is known", () => {
  expect(hint(download("opus", "song", 2_500_000))).toBe("2.5 MB");
  expect(hint(download("opus", "song"))).toBe("smallest");
});

test.each([
  [512, "512 B"],
  [41_200, "41 kB"],
  [4_123_000, "4.1 MB"],
  [31_700_000, "32 MB"],
])("size(%d) is %s", (bytes, text) => expect(size(bytes)).toBe(text));
