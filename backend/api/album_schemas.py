"""What the answers about albums and artists look like."""

from __future__ import annotations

from pydantic import Field

from backend.api.schemas import Answer, Paged, Shape
from backend.api.song_schemas import SongShape


class AlbumShape(Shape):
    """An album; what is counted are its public songs."""

    id: int
    title: str
    artist: str
    artist_id: int
    release_year: int | None
    image: str | None
    artwork: str = Field(json_schema_extra={"example": "http://localhost:8000/media/album_images/3-9.png"})
    song_count: int
    duration: str = Field(json_schema_extra={"example": "00:31:07"})
    duration_s: float
    play_count: int
    created_at: str
    liked: bool
    stars: int | None


class AlbumPage(Paged):
    """Albums."""

    results: list[AlbumShape]


class AlbumAnswer(Answer, AlbumShape):
    """One album with its songs in order."""

    songs: list[SongShape]


class ArtistShape(Shape):
    """An artist; what is counted are public songs."""

    id: int
    name: str
    image: str | None
    artwork: str = Field(json_schema_extra={"example": "http://localhost:8000/media/artist_images/2-14.png"})
    song_count: int
    play_count: int
    liked: bool
    stars: int | None


class ArtistPage(Paged):
    """Artists."""

    results: list[ArtistShape]


class ArtistAnswer(Answer, ArtistShape):
    """One artist with albums and the songs that were heard most."""

    albums: list[AlbumShape]
    songs: list[SongShape]
