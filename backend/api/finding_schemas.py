"""What the answers about finding songs look like."""

from __future__ import annotations

from pydantic import Field

from backend.api.schemas import Answer, Paged, Shape
from backend.api.song_schemas import SongShape


class SomeSongs(Answer):
    """A few songs."""

    results: list[SongShape]


class FoundShape(Shape):
    """A song as the search for public songs tells it."""

    id: int
    title: str = Field(json_schema_extra={"example": "clam lo-fi beat"})
    genre: str = Field(json_schema_extra={"example": "lofi"})
    file: str | None = Field(json_schema_extra={"example": "/media/songs/3f2a/1/clam_lo_fi_beat.mp3"})
    public: bool


class FoundPage(Paged):
    """Public songs."""

    results: list[FoundShape]


class CountShape(Shape):
    """How many songs have it."""

    value: str = Field(json_schema_extra={"example": "lofi"})
    count: int


class ArtistCountShape(CountShape):
    """How many songs are by somebody."""

    id: int


class YearCountShape(Shape):
    """How many songs are of a year."""

    value: int = Field(json_schema_extra={"example": 2026})
    count: int


class TempoCountShape(Shape):
    """How many songs have a tempo from one up to another, in beats per minute."""

    low: int = Field(alias="from", json_schema_extra={"example": 76})
    to: int = Field(json_schema_extra={"example": 108})
    count: int


class Facets(Answer):
    """How many songs there are, and of each kind; what was asked for about a kind does not narrow its own counts."""

    count: int
    genre: list[CountShape]
    mood: list[CountShape]
    key: list[CountShape]
    tempo: list[TempoCountShape]
    year: list[YearCountShape]
    artist: list[ArtistCountShape]
    tag: list[CountShape]


class AlbumHit(Shape):
    """An album."""

    id: int
    title: str
    artist: str
    release_year: int | None
    image: str | None


class ArtistHit(Shape):
    """An artist."""

    id: int
    name: str
    image: str | None


class PlaylistHit(Shape):
    """A playlist."""

    id: int
    name: str
    user: str
    is_public: bool
    cover_image: str | None


class PersonHit(Shape):
    """Somebody."""

    id: int
    username: str
    full_name: str
    avatar: str | None


class Everywhere(Answer):
    """The first few of each kind."""

    songs: list[SongShape]
    albums: list[AlbumHit]
    artists: list[ArtistHit]
    playlists: list[PlaylistHit]
    people: list[PersonHit]
