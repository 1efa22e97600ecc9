"""What songs are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MAX_PAGE_SIZE = 200


class Scope(StrEnum):
    """Whose songs are listed: one's own, everybody's public ones, both (an administrator: every song), or the trash."""

    MINE = "mine"
    PUBLIC = "public"
    ALL = "all"
    TRASH = "trash"


class Sort(StrEnum):
    """The order of a list; a leading minus turns it round.

    Where nothing is said, what fits the words best comes first, and without words the newest.
    """

    BEST = "best"
    NEWEST = "-created"
    OLDEST = "created"
    TITLE = "title"
    TITLE_DOWN = "-title"
    SHORTEST = "duration"
    LONGEST = "-duration"
    SLOWEST = "tempo"
    FASTEST = "-tempo"
    MOST_PLAYED = "-plays"
    LEAST_PLAYED = "plays"
    MOST_LIKED = "-likes"
    LEAST_LIKED = "likes"


@dataclass(frozen=True)
class Range:
    """From a number up to another, both within; None: no limit there."""

    low: float | None = None
    high: float | None = None

    def __bool__(self) -> bool:
        return self.low is not None or self.high is not None


@dataclass(frozen=True)
class Wish:
    """Which songs; what is empty or None asks for nothing.

    ``words`` are sought in everything that is said of a song, ``title`` and ``genre_part`` are parts of the title and
    of the genre; ``genre``, ``mood``, ``key``, ``tag`` and ``origin`` are whole, capitals make no difference. Ranges
    are of beats per minute, of seconds, and of years; ``since`` and ``until`` of when songs were made.
    """

    scope: Scope | None = None
    words: str = ""
    title: str = ""
    genre_part: str = ""
    genre: str = ""
    mood: str = ""
    key: str = ""
    tag: str = ""
    origin: str = ""
    artist_id: int | None = None
    album_id: int | None = None
    liked: bool = False
    tempo_bpm: Range = Range()
    length_s: Range = Range()
    year: Range = Range()
    since: datetime | None = None
    until: datetime | None = None
    sort: Sort | None = None
