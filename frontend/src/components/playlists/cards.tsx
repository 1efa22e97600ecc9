/** Playlists side by side. */
import type { JSX } from "preact";
import type { PlaylistShape } from "../../core/contract";
import { count } from "../../model/names";
import { Cards } from "../lists/growing-cards";

export function PlaylistCards({ lists, label }: { lists: readonly PlaylistShape[]; label: string }): JSX.Element {
  const cards = lists.map((list) => ({
    id: list.id,
    href: `/playlists/${list.id}`,
    picture: list.cover_image || null,
    name: list.name,
    about: aboutOf(list),
  }));
  return <Cards cards={cards} label={label} />;
}

/** What kind of playlist it is, in a few words. */
export function aboutOf({ is_mine, is_smart, is_public, is_collaborative, user, song_count }: PlaylistShape): string {
  const kinds = [is_smart && "smart", is_collaborative && "together", is_mine && is_public && "public"].filter(Boolean);
  const songs = song_count === null ? "" : count(song_count, "song");
  return [is_mine ? "" : `by ${user}`, songs, ...kinds].filter(Boolean).join(", ");
}
