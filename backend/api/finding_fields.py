"""What songs may be asked for by."""

from __future__ import annotations

from pydantic import Field, model_validator

from backend.api.fields import Fields, Label, Line, Name, Row, SomeLine
from backend.api.moments import Since, Until
from backend.api.paging import PageQuery
from backend.services.finding.wishes import Range, Scope, Sort, Wish

FEW, MANY = 5, 50
# Whoever finds by more is better served by a list.
MOST_DRAWN = 50
PAIRS = (("tempo_min", "tempo_max"), ("length_min", "length_max"), ("year_min", "year_max"), ("since", "until"))


class Wished(Fields):
    """Which songs."""

    scope: Scope | None = Field(None, description="Own songs, public ones, or both; own where nothing is said.")
    q: Line = Field(
        "", description="Words of title, artist, album, genre, mood, tags, lyrics or prompt, or their beginnings."
    )
    genre: Label = Field("", description="The whole genre; capitals make no difference.")
    mood: Name = ""
    key: Name = Field("", description='Such as "D minor".')
    tag: Name = ""
    origin: Name = Field("", description='Where songs come from, such as "generated" or "uploaded".')
    artist_id: Row | None = None
    album_id: Row | None = None
    liked: bool = Field(False, description="Only what one likes; takes an account.")
    tempo_min: float | None = Field(None, ge=0, le=1000, description="Beats per minute.")
    tempo_max: float | None = Field(None, ge=0, le=1000)
    length_min: float | None = Field(None, ge=0, le=1e6, description="Seconds.")
    length_max: float | None = Field(None, ge=0, le=1e6)
    year_min: int | None = Field(None, ge=1970, le=9999)
    year_max: int | None = Field(None, ge=1970, le=9999)
    since: Since | None = Field(None, description="Made on this day or later (ISO 8601, with a time or without).")
    until: Until | None = Field(None, description="Made on this day or before.")

    @model_validator(mode="after")
    def _ranges_go_up(self) -> Wished:
        for low, high in PAIRS:
            lowest, highest = (getattr(self, name) for name in (low, high))
            if lowest is not None and highest is not None and lowest > highest:
                raise ValueError(f"{low} {lowest} is above {high} {highest}; it must not be.")
        return self

    def wish(self, sort: Sort | None = None) -> Wish:
        """What is asked of the library."""
        return Wish(
            scope=self.scope,
            words=self.q,
            genre=self.genre,
            mood=self.mood,
            key=self.key,
            tag=self.tag,
            origin=self.origin,
            artist_id=self.artist_id,
            album_id=self.album_id,
            liked=self.liked,
            tempo_bpm=Range(self.tempo_min, self.tempo_max),
            length_s=Range(self.length_min, self.length_max),
            year=Range(self.year_min, self.year_max),
            since=self.since,
            until=self.until,
            sort=sort,
        )


class SongQuery(PageQuery, Wished):
    """Which songs, and in what order."""

    sort: Sort | None = Field(
        None, description="The order; a leading minus turns it round. What fits `q` best, else the newest, comes first."
    )
    after: Row | None = Field(
        None, description="The song after which the page begins, whatever its number: what came or went moves nothing."
    )


class TitleQuery(PageQuery):
    """Which public songs."""

    title: Line = Field("", description="A part of the title.")
    genre: Label = Field("", description="A part of the genre.")
    q: Line = Field("", description="Words of anything that is said of a song.")


class EverywhereQuery(Fields):
    """What to look for, and how many of each kind."""

    q: SomeLine = Field(description="Words, or their beginnings.")
    limit: int = Field(FEW, ge=1, le=MANY, description="How many of each kind.")


class RandomQuery(Wished):
    """Which songs, and how many."""

    limit: int = Field(10, ge=1, le=MOST_DRAWN)


class SixQuery(Fields):
    """How many songs."""

    limit: int = Field(6, ge=1, le=MOST_DRAWN)


class FourQuery(Fields):
    """How many songs."""

    limit: int = Field(4, ge=1, le=MOST_DRAWN)


class TwelveQuery(Fields):
    """How many songs."""

    limit: int = Field(12, ge=1, le=MOST_DRAWN)
