/** Liking songs, albums and artists, and giving them stars. */
import { call } from "../core/client";

type Kind = "song" | "album" | "artist";

export function like(kind: Kind, id: number, isLiked: boolean): Promise<unknown> {
  switch (kind) {
    case "song":
      return call(`POST /api/songs/{song_id}/${isLiked ? "like" : "unlike"}/`, { path: { song_id: id } });
    case "album":
      return call(`POST /api/albums/{album_id}/${isLiked ? "like" : "unlike"}/`, { path: { album_id: id } });
    case "artist":
      return call(`POST /api/artists/{artist_id}/${isLiked ? "like" : "unlike"}/`, { path: { artist_id: id } });
  }
}

export function giveStars(kind: Kind, id: number, stars: number): Promise<unknown> {
  switch (kind) {
    case "song":
      return call("POST /api/songs/{song_id}/rating/", { path: { song_id: id }, body: { stars } });
    case "album":
      return call("POST /api/albums/{album_id}/rating/", { path: { album_id: id }, body: { stars } });
    case "artist":
      return call("POST /api/artists/{artist_id}/rating/", { path: { artist_id: id }, body: { stars } });
  }
}
