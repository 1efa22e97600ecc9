"""Likes and stars over HTTP, for songs, albums and artists alike."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from backend.api import access, identity, schemas, song_schemas
from backend.api.door import Door, answers, services
from backend.api.fields import Fields, Row, example
from backend.api.paging import PageQuery, paged
from backend.api.song_addresses import with_addresses
from backend.api.songs import SongPath
from backend.services.opinions import MAX_STARS

door = Door("opinions", "What one likes.")


class AlbumPath(Fields):
    """One album."""

    album_id: Row


class ArtistPath(Fields):
    """One artist."""

    artist_id: Row


class Stars(Fields):
    """How good something is."""

    stars: int = Field(ge=0, le=MAX_STARS, description="1 to 5; 0 takes them back.")

    model_config = example(stars=4)


SAID = answers({200: schemas.Said})


@door.post("/api/songs/<int:song_id>/like/", access.users, responses=SAID)
def like_song(path: SongPath) -> Any:
    """Like a song."""
    return _like("song", path.song_id)


@door.post("/api/songs/<int:song_id>/unlike/", access.users, responses=SAID)
def unlike_song(path: SongPath) -> Any:
    """Like a song no more."""
    return _unlike("song", path.song_id)


@door.post("/api/songs/<int:song_id>/rating/", access.users, responses=SAID)
def rate_song(path: SongPath, body: Stars) -> Any:
    """Give a song 1 to 5 stars, or take them back with 0."""
    return _rate("song", path.song_id, body.stars)


@door.post("/api/albums/<int:album_id>/like/", access.users, responses=SAID)
def like_album(path: AlbumPath) -> Any:
    """Like an album."""
    return _like("album", path.album_id)


@door.post("/api/albums/<int:album_id>/unlike/", access.users, responses=SAID)
def unlike_album(path: AlbumPath) -> Any:
    """Like an album no more."""
    return _unlike("album", path.album_id)


@door.post("/api/albums/<int:album_id>/rating/", access.users, responses=SAID)
def rate_album(path: AlbumPath, body: Stars) -> Any:
    """Give an album 1 to 5 stars, or take them back with 0."""
    return _rate("album", path.album_id, body.stars)


@door.post("/api/artists/<int:artist_id>/like/", access.users, responses=SAID)
def like_artist(path: ArtistPath) -> Any:
    """Like an artist."""
    return _like("artist", path.artist_id)


@door.post("/api/artists/<int:artist_id>/unlike/", access.users, responses=SAID)
def unlike_artist(path: ArtistPath) -> Any:
    """Like an artist no more."""
    return _unlike("artist", path.artist_id)


@door.post("/api/artists/<int:artist_id>/rating/", access.users, responses=SAID)
def rate_artist(path: ArtistPath, body: Stars) -> Any:
    """Give an artist 1 to 5 stars, or take them back with 0."""
    return _rate("artist", path.artist_id, body.stars)


@door.get("/api/liked-songs/", access.users, responses=answers({200: song_schemas.SongPage}))
def liked(query: PageQuery) -> Any:
    """List the songs that one likes, the newest likes first."""
    page = services().liked_songs.page(identity.caller(), query.page, query.page_size)
    return paged(page.count, with_addresses(page.results), query)


def _like(kind: str, thing_id: int) -> Any:
    services().opinions.like(identity.caller(), kind, thing_id)
    return {"success": True, "message": f"{kind.capitalize()} liked"}


def _unlike(kind: str, thing_id: int) -> Any:
    services().opinions.unlike(identity.caller(), kind, thing_id)
    return {"success": True, "message": f"{kind.capitalize()} unliked"}


def _rate(kind: str, thing_id: int, stars: int) -> Any:
    services().opinions.rate(identity.caller(), kind, thing_id, stars)
    return {"success": True, "message": f"{kind.capitalize()} rated {stars}" if stars else "Rating removed"}
