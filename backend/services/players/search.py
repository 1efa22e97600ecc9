"""Searching, as players do it: songs, albums and artists that say some words; without words the whole library, page by
page, for players that keep a copy of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from backend.services.callers import Caller
from backend.services.finding.everything import Everything
from backend.services.players.catalogue import Catalogue, Document
from backend.services.players.shelves import Order

# Players send a pair of quotes for no words at all.
NO_WORDS = ('""', "''", "*")


@dataclass(frozen=True)
class Stretch:
    """A part of a list: so many, after some."""

    size: int = 20
    before: int = 0

    def of(self, numbers: list[Any]) -> list[Any]:
        """The part of a list that is asked for."""
        return numbers[self.before : self.before + self.size]


@dataclass(frozen=True)
class Found:
    """Songs as documents, albums and artists as rows for `documents`."""

    songs: list[Document]
    albums: list[Any]
    artists: list[Any]


class Search:
    """Finds what says some words."""

    def __init__(self, catalogue: Catalogue, everything: Everything) -> None:
        self._catalogue, self._everything = catalogue, everything

    def find(self, caller: Caller, query: str, *, songs: Stretch, albums: Stretch, artists: Stretch) -> Found:
        """Search for some words, best first; what is asked for of a kind with no size is not looked for."""
        words = query.strip()
        if not words or words in NO_WORDS:
            return self._all(caller, songs, albums, artists)
        numbers = self._everything.numbers(caller, words)
        return Found(
            self._catalogue.songs_by_id(caller, songs.of(numbers.songs)),
            self._catalogue.albums_by_id(caller, albums.of(numbers.albums)),
            self._catalogue.artists_by_id(caller, artists.of(numbers.artists)),
        )

    def _all(self, caller: Caller, songs: Stretch, albums: Stretch, artists: Stretch) -> Found:
        def asked(part: Stretch, look: Callable[[], list[Any]]) -> list[Any]:
            return look() if part.size else []

        return Found(
            asked(songs, lambda: self._catalogue.songs(caller, size=songs.size, before=songs.before)),
            asked(albums, lambda: self._catalogue.albums(caller, Order.NAME, size=albums.size, before=albums.before)),
            asked(artists, lambda: artists.of(self._catalogue.artists(caller))),
        )
