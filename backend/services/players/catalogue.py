"""The library as players see it: everything that is public, and what is the caller's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import Connection

from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.errors import NotFound
from backend.services.finding.card_box import CardBox
from backend.services.players import counted, documents, ids, shelves, statements
from backend.services.players.ids import Kind, Thing
from backend.services.players.shelves import Order
from backend.services.spelling import sort_key

FOLDER, FOLDER_NAME = 1, "Library"
IGNORED_ARTICLES = "The El La Los Las Le Les"
# An album or an artist has no more songs than that to show.
MOST_SONGS = 10_000
# Albums without a year come after the others.
LATEST = 9999
Document = dict[str, Any]


class ArtistRow(NamedTuple):
    """An artist, or those songs that have none, for `documents`."""

    artist_id: int | None
    name: str | None
    albums: int
    liked_at: datetime | None = None
    stars: int | None = None


class Catalogue:
    """Finds songs, albums and artists for players."""

    def __init__(self, database: Database, box: CardBox) -> None:
        self._database, self._box = database, box

    def count(self, caller: Caller) -> int:
        """How many songs there are for the caller."""
        with self._database.reading() as connection:
            return int(np.count_nonzero(counted.there(self._box.cards(connection), caller.owner)))

    def changed_s(self, caller: Caller) -> int:
        """When the newest song of the caller's library was made, in seconds since 1970; 0 where there is none."""
        with self._database.reading() as connection:
            cards = self._box.cards(connection)
        return int(cards["created"][counted.there(cards, caller.owner)].max(initial=0))

    def song(self, caller: Caller, song_id: int) -> Document:
        """One song.

        Raises
        ------
        NotFound
            if it is not there, or not for this caller
        """
        found = self.songs_by_id(caller, [song_id])
        if not found:
            raise NotFound(f"There is no song {ids.song(song_id)}.")
        return found[0]

    def songs_by_id(self, caller: Caller, numbers: Sequence[int]) -> list[Document]:
        """Songs in the order of their numbers; those that are not for the caller are passed over."""
        with self._database.reading() as connection:
            return by_ids(connection, caller, numbers)

    def songs(
        self, caller: Caller, *, size: int, before: int = 0, shuffled: bool = False, **sought: Any
    ) -> list[Document]:
        """Songs as they were made, of a ``genre`` or all; drawn ones also ``from_year`` and ``to_year``."""
        with self._database.reading() as connection:
            cards = self._box.cards(connection)
            rows = counted.there(cards, caller.owner)
            if shuffled:
                numbers = counted.drawn(connection, cards, rows, size=size, **sought)
            else:
                numbers = counted.made(cards, rows, **sought)[before : before + size].tolist()
            return by_ids(connection, caller, numbers)

    def albums(
        self,
        caller: Caller,
        order: Order,
        *,
        size: int,
        before: int,
        genre: str = "",
        years: tuple[int, int] = (0, 9999),
    ) -> list[Any]:
        """A page of albums, as rows for `documents`."""
        stretch = slice(before, before + size)
        with self._database.reading() as connection:
            found = self._shelves(connection, caller)
            numbers = found.page(connection, order, stretch, me=caller.signed_in().id, genre=genre, years=years)
            return _shelves_by_number(connection, caller, numbers)

    def album(self, caller: Caller, which: Thing) -> tuple[Any, list[Document]]:
        """An album, or an artist's singles, as a row for `documents`, and its songs.

        Raises
        ------
        NotFound
            if no song of it is there for this caller
        """
        values = values_of(caller, album=which.number, artist=which.number, size=MOST_SONGS)
        is_album, is_named = which.kind is Kind.ALBUM, bool(which.number)
        singles = statements.SINGLES if is_named else statements.NAMELESS
        with self._database.reading() as connection:
            row = connection.execute(shelves.one(is_album, is_named=is_named), values).first()
            if row is None:
                raise NotFound(f"There is no album {which}.")
            songs = connection.execute(statements.ON_ALBUM if is_album else singles, values).all()
            return row, told(connection, songs)

    def artists(self, caller: Caller) -> list[Any]:
        """All artists, by name, as rows for `documents`."""
        with self._database.reading() as connection:
            counts = self._shelves(connection, caller).by_artist(connection)
            rows = connection.execute(shelves.ARTISTS, values_of(caller)).all()
        nameless = [ArtistRow(None, None, counts[0])] if 0 in counts else []
        return nameless + [_artist(row, counts[row.artist_id]) for row in rows if row.artist_id in counts]

    def artist(self, caller: Caller, number: int) -> tuple[Any, list[Any]]:
        """An artist and their albums, as rows for `documents`.

        Raises
        ------
        NotFound
            if nothing of theirs is there for this caller
        """
        values = values_of(caller, artist=number)
        with self._database.reading() as connection:
            numbers = connection.scalars(shelves.of_artist(bool(number)), values).all()
            albums = _shelves_by_number(connection, caller, [*numbers, -number])
            albums.sort(key=lambda row: (row.release_year or LATEST, row.title_key, row.album_id or 0))
            row = connection.execute(shelves.ARTISTS_BY_ID, values_of(caller, ids=[number])).first()
        if not albums:
            raise NotFound(f"There is no artist {ids.artist(number)}.")
        return _artist(row, len(albums)) if row else ArtistRow(None, None, len(albums)), albums

    def albums_by_id(self, caller: Caller, numbers: Sequence[int]) -> list[Any]:
        """Albums in the order of their numbers, as rows for `documents`."""
        if not numbers:
            return []
        with self._database.reading() as connection:
            return _shelves_by_number(connection, caller, numbers)

    def artists_by_id(self, caller: Caller, numbers: Sequence[int]) -> list[Any]:
        """Artists in the order of their numbers, as rows for `documents`."""
        if not numbers:
            return []
        with self._database.reading() as connection:
            counts = self._shelves(connection, caller).by_artist(connection)
            rows = connection.execute(shelves.ARTISTS_BY_ID, values_of(caller, ids=list(numbers))).all()
        found = {row.artist_id: _artist(row, counts[row.artist_id]) for row in rows if row.artist_id in counts}
        return [found[number] for number in numbers if number in found]

    def liked_songs(self, caller: Caller, size: int) -> list[Document]:
        """The songs that the caller likes, the latest first."""
        with self._database.reading() as connection:
            return told(connection, connection.execute(statements.LIKED, values_of(caller, size=size)).all())

    def artist_named(self, name: str) -> int | None:
        """The number of an artist, by name."""
        with self._database.reading() as connection:
            number: int | None = connection.scalar(statements.ARTIST_NAMED, {"name_key": sort_key(name)})
            return number

    def genres(self, caller: Caller) -> list[Document]:
        """The genres with how much there is of them."""
        with self._database.reading() as connection:
            cards = self._box.cards(connection)
        found = counted.genres(cards, counted.there(cards, caller.owner))
        return [{"value": genre, "songCount": songs, "albumCount": albums} for genre, songs, albums in found]

    def top(self, caller: Caller, artist_id: int, size: int) -> list[Document]:
        """The songs of an artist that are heard most."""
        with self._database.reading() as connection:
            rows = connection.execute(statements.TOP, values_of(caller, artist=artist_id, size=size)).all()
            return told(connection, rows)

    def _shelves(self, connection: Connection, caller: Caller) -> counted.Shelves:
        cards = self._box.cards(connection)
        return counted.Shelves(cards, counted.there(cards, caller.owner))


def _artist(row: Any, albums: int) -> ArtistRow:
    return ArtistRow(row.artist_id, row.name, albums, row.liked_at, row.stars)


def _shelves_by_number(connection: Connection, caller: Caller, numbers: Sequence[int]) -> list[Any]:
    """Shelves in the order of their numbers, as counted.py numbers them; those not for the caller are passed over."""
    albums, artists = [each for each in numbers if each > 0], [-each for each in numbers if each < 0]
    rows = list(connection.execute(shelves.some(), values_of(caller, albums=albums, artists=artists)).all())
    if 0 in numbers:
        rows += connection.execute(shelves.some(nameless=True), values_of(caller)).all()
    found = {row.album_id or -(row.artist_id or 0): row for row in rows}
    return [found[number] for number in numbers if number in found]


def values_of(caller: Caller, **more: Any) -> dict[str, Any]:
    """The values that every statement needs, and more."""
    return {"owner": caller.owner, "me": caller.signed_in().id, **more}


def by_ids(connection: Connection, caller: Caller, numbers: Sequence[int]) -> list[Document]:
    """Songs in the order of their numbers, which may repeat; those that are not for the caller are passed over."""
    if not numbers:
        return []
    rows = connection.execute(statements.BY_IDS, values_of(caller, ids=sorted(set(numbers)))).all()
    found = {row.id: document for row, document in zip(rows, told(connection, rows), strict=True)}
    return [found[number] for number in numbers if number in found]


def told(connection: Connection, rows: Iterable[Any]) -> list[Document]:
    """Songs as documents, with what their files say."""
    rows = list(rows)
    if not rows:
        return []
    files: dict[int, dict[str, int]] = {}
    for each in connection.execute(statements.FILES, {"ids": [row.id for row in rows]}):
        files.setdefault(each.song_id, {})[each.format] = each.bytes
    return [documents.song(row, files.get(row.id, {})) for row in rows]


def indexed(artists: Iterable[Mapping[str, Any]]) -> list[Document]:
    """Artists under their first letters, as telephones show them; articles do not count, nor do accents of letters."""
    letters: dict[str, list[Any]] = {}
    for each in sorted(artists, key=lambda artist: _sorted_as(artist["name"]).casefold()):
        first = _sorted_as(each["name"])[:1].upper()
        letters.setdefault(first if first.isalpha() else "#", []).append(each)
    return [{"name": letter, "artist": found} for letter, found in letters.items()]


def _sorted_as(name: str) -> str:
    article, _, rest = name.partition(" ")
    return rest if rest and article in IGNORED_ARTICLES.split() else name
