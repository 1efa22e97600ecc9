import { expect, it } from "vitest";
import { artistCard } from "../../src/components/lists/thing-cards";
import type { ArtistShape } from "../../src/core/contract";

const artist = (song_count: number): ArtistShape => ({ id: 2, name: "Tuner", artwork: "/media/artist_images/2-3.png", song_count }) as ArtistShape;

it("shows whom songs are by with a drawn cover, and how many are public where any are", () => {
  expect(artistCard(artist(3))).toMatchObject({ picture: "/media/artist_images/2-3.png", about: "3 songs" });
  expect(artistCard(artist(0)).about).toBe("");
});
