import { describe, expect, it } from "vitest";
import type { SongShape } from "../../src/core/contract";
import { moved, renumbered } from "../../src/model/albums";

const song = (id: number, track_number: number | null): SongShape => ({ id, track_number }) as SongShape;
const told = (songs: readonly SongShape[]): unknown[] => songs.map(({ id, track_number }) => [id, track_number]);

describe("the songs of an album", () => {
  const songs = [song(7, 1), song(8, 2), song(9, 3), song(10, null)];

  it("are numbered in their new order", () =>
    expect(told(moved(songs, 2, 0))).toEqual([[9, 1], [7, 2], [8, 3], [10, 4]]));
  it("are told to the server where their numbers are new", () =>
    expect(told(renumbered(songs, moved(songs, 1, 2)))).toEqual([[9, 2], [8, 3], [10, 4]]));
  it("stay where nothing moves", () => expect(moved(songs, 9, 0)).toEqual(songs));
});
