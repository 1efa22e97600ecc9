"""The library as players see it: everything that is public, and what is the caller's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.errors import NotFound
from backend.services.players import documents, ids, shelves, statements
from backend.services.players.ids import Kind, Thing
from backend.services.players.shelves import Order
from backend.services.spelling import sort_key

FOLDER, FOLDER_NAME = 1, "Library"
IGNORED_ARTICLES = "The El La Los Las Le Les"
# An album or an artist has no more songs than that to show.
MOST_SONGS = 10_000
Document = dict[str, Any]


class Catalogue:
    """Finds songs, albums and artists for players."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, caller: Caller) -> int:
        """How many songs there are for the caller."""
        with self._database.reading() as connection:
            return connection.execute(statements.COUNT, values_of(caller)).scalar_one()

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
        """Songs as they were made, or shuffled; ``genre``, ``from_year`` and ``to_year`` narrow them down."""
        sought = {name: value for name, value in sought.items() if value is not None}
        which = statements.listing(
            by_genre="genre" in sought,
            from_year="from_year" in sought,
            to_year="to_year" in sought,
            shuffled=shuffled,
        )
        with self._database.reading() as connection:
            numbers = connection.scalars(which, values_of(caller, size=size, before=before, **sought)).all()
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
        values = values_of(caller, size=size, before=before, genre=genre, from_year=years[0], to_year=years[1])
        with self._database.reading() as connection:
            return list(connection.execute(shelves.listing(order), values).all())

    def album(self, caller: Caller, which: Thing) -> tuple[Any, list[Document]]:
        """An album, or an artist's singles, as a row for `documents`, and its songs.

        Raises
        ------
        NotFound
            if no song of it is there for this caller
        """
        values = values_of(caller, album=which.number, artist=which.number, size=MOST_SONGS)
        is_album = which.kind is Kind.ALBUM
        with self._database.reading() as connection:
            row = connection.execute(shelves.one(is_album), values).first()
            if row is None:
                raise NotFound(f"There is no album {which}.")
            songs = connection.execute(statements.ON_ALBUM if is_album else statements.SINGLES, values).all()
            return row, told(connection, songs)

    def artists(self, caller: Caller) -> list[Any]:
        """All artists, by name, as rows for `documents`."""
        with self._database.reading() as connection:
            return list(connection.execute(shelves.artists(), values_of(caller)).all())

    def artist(self, caller: Caller, number: int) -> tuple[Any, list[Any]]:
        """An artist and their albums, as rows for `documents`.

        Raises
        ------
        NotFound
            if nothing of theirs is there for this caller
        """
        values = values_of(caller, artist=number)
        with self._database.reading() as connection:
            row = connection.execute(shelves.artist(), values).first()
            albums = connection.execute(shelves.of_artist(), values).all() if row else []
        if row is None:
            raise NotFound(f"There is no artist {ids.artist(number)}.")
        return row, list(albums)

    def albums_by_id(self, caller: Caller, numbers: Sequence[int]) -> list[Any]:
        """Albums in the order of their numbers, as rows for `documents`."""
        if not numbers:
            return []
        with self._database.reading() as connection:
            rows = connection.execute(shelves.albums_by_id(), values_of(caller, ids=list(numbers))).all()
        found = {row.album_id: row for row in rows}
        return [found[number] for number in numbers if number in found]

    def artists_by_id(self, caller: Caller, numbers: Sequence[int]) -> list[Any]:
        """Artists in the order of their numbers, as rows for `documents`."""
        if not numbers:
            return []
        with self._database.reading() as connection:
            rows = connection.execute(shelves.artists_by_id(), values_of(caller, ids=list(numbers))).all()
        found = {row.artist_id: row for row in rows}
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
            rows = connection.execute(statements.GENRES, values_of(caller)).all()
        return [{"value": row.genre, "songCount": row.songs, "albumCount": row.albums} for row in rows]

    def top(self, caller: Caller, artist_id: int, size: int) -> list[Document]:
        """The songs of an artist that are heard most."""
        with self._database.reading() as connection:
            rows = connection.execute(statements.TOP, values_of(caller, artist=artist_id, size=size)).all()
            return told(connection, rows)


def values_of(caller: Caller, **more: Any) -> dict[str, Any]:
    """The values that every statement needs, and more."""
    return {"owner": caller.owner, "me": caller.signed_in().id, "genre": "", **more}


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
