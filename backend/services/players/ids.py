"""Ids as players know them: prefixed, so that what they are of is seen; singles of an artist are an album, too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from backend.services.errors import NotFound


class Kind(StrEnum):
    """What an id is of; ``SINGLES`` are the songs of an artist that are on no album."""

    SONG = "so"
    ALBUM = "al"
    SINGLES = "al-s"
    ARTIST = "ar"
    PLAYLIST = "pl"


# The most that a row's number may be, as everywhere in addresses.
FORM = re.compile(r"(so|al|al-s|ar|pl)-?(\d{1,10})")
LARGEST = 2**31 - 1
# Songs whose artist is not known are by this one.
NO_ARTIST = 0


@dataclass(frozen=True)
class Thing:
    """A thing of a kind with the number of its row; singles have that of their artist."""

    kind: Kind
    number: int

    def __str__(self) -> str:
        return f"{self.kind}{self.number}" if self.kind is Kind.SINGLES else f"{self.kind}-{self.number}"


def read(text: str, *kinds: Kind) -> Thing:
    """Read an id, which must be of one of some kinds, if any are named.

    Raises
    ------
    NotFound
        if it is of no kind that is known, or of another
    """
    found = FORM.fullmatch(text)
    thing = Thing(Kind(found[1]), int(found[2])) if found else None
    if thing is None or str(thing) != text or thing.number > LARGEST or (kinds and thing.kind not in kinds):
        allowed = ", ".join(str(Thing(kind, 1)) for kind in kinds or Kind)
        raise NotFound(f"There is nothing with the id {text[:60]!r}; ids look like {allowed}.")
    return thing


def song(number: int) -> str:
    """The id of a song."""
    return str(Thing(Kind.SONG, number))


def artist(number: int | None) -> str:
    """The id of an artist."""
    return str(Thing(Kind.ARTIST, number or NO_ARTIST))


def album(number: int | None, artist_id: int | None) -> str:
    """The id of an album, or of the singles of an artist."""
    return str(Thing(Kind.ALBUM, number) if number else Thing(Kind.SINGLES, artist_id or NO_ARTIST))


def playlist(number: int) -> str:
    """The id of a playlist."""
    return str(Thing(Kind.PLAYLIST, number))
