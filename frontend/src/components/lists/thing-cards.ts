/** Albums and artists as cards. */
import type { AlbumShape, ArtistShape } from "../../core/contract";
import { count } from "../../model/names";
import type { CardOf } from "./growing-cards";

export const albumCard = ({ id, title, artist, release_year, artwork }: AlbumShape): CardOf => ({
  id,
  href: `/albums/${id}`,
  picture: artwork || null,
  name: title,
  about: [artist, release_year].filter(Boolean).join(", "),
});

export const artistCard = ({ id, name, artwork, song_count }: ArtistShape): CardOf => ({
  id,
  href: `/artists/${id}`,
  picture: artwork || null,
  name,
  about: song_count ? count(song_count, "song") : "", // only public ones are counted
});
