"""Shelves counted on the cards of the library: which there are for a caller, in any order, in a few milliseconds.

A shelf is known by a number: an album by its own, the singles of an artist by minus that of the artist, those of songs
without an artist by 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, bindparam, func, literal_column, select

from backend.db.library import Album, Artist, Opinion, Play
from backend.db.models import Song
from backend.services.finding.cards import Cards, Mask, Numbers
from backend.services.players.shelves import SINGLES, Order

_BY_TITLE = select(Album.id, Album.artist_id, Album.release_year).order_by(Album.title_key, Album.id)
_BEFORE_SINGLES = select(func.count()).select_from(Album).where(Album.title_key < SINGLES.lower())
_ARTISTS = select(Artist.id).order_by(Artist.name_key)
_ALBUM_ARTISTS = select(Album.id, Album.artist_id)
_RELEASED = select(Album.id, Album.release_year).where(Album.release_year.is_not(None))
_SHELF = func.coalesce(Song.album_id, -Song.artist_id, literal_column("0"))
_HEARD = (
    select(_SHELF.label("shelf"))
    .join(Play, Play.song_id == Song.id)
    .where(Play.user_id == bindparam("me"))
    .group_by(_SHELF)
    .order_by(func.max(Play.played_at).desc(), _SHELF)
)
_SAID = select(Opinion.thing_id).where(Opinion.user_id == bindparam("me"), Opinion.kind == "album")
_STARRED = _SAID.where(Opinion.liked_at.is_not(None)).order_by(Opinion.liked_at.desc(), Opinion.thing_id)
_HIGHEST = _SAID.where(Opinion.stars.is_not(None)).order_by(Opinion.stars.desc(), Opinion.thing_id)


def there(cards: Cards, owner: str) -> Mask:
    """Which cards are there for players of an owner: what is public, and what is theirs."""
    mine = cards["owner"] == cards.terms["owner"].known(owner)
    found: Mask = cards["is_there"] & ~cards["is_trashed"] & cards["is_ready"] & (cards["is_public"] | mine)
    return found


class Shelves:
    """The shelves of some cards, ``numbers`` in rising order."""

    def __init__(self, cards: Cards, rows: Mask) -> None:
        self._cards, self._rows = cards, rows
        albums, artists = cards["album_id"][rows], cards["artist_id"][rows]
        self.numbers, self._of = np.unique(np.where(albums > 0, albums, -artists), return_inverse=True)

    def page(
        self, connection: Connection, order: Order, stretch: slice, *, me: int, genre: str, years: tuple[int, int]
    ) -> list[int]:
        """A stretch of the shelves in an order; of a ``genre`` or of ``years``, first and last, where that is it."""
        orders: Mapping[Order, Callable[[], Numbers]] = {
            Order.RANDOM: lambda: np.random.default_rng().permutation(self.numbers),
            Order.NEWEST: lambda: self.numbers[np.argsort(-self._newest(self._cards["created"]), kind="stable")],
            Order.FREQUENT: self._frequent,
            Order.RECENT: lambda: self._known(connection.scalars(_HEARD, {"me": me}).all()),
            Order.STARRED: lambda: self._known(connection.scalars(_STARRED, {"me": me}).all()),
            Order.HIGHEST: lambda: self._known(connection.scalars(_HIGHEST, {"me": me}).all()),
            Order.NAME: lambda: self._by_title(connection)[0],
            Order.ARTIST: lambda: self._by_artist(connection),
            Order.YEAR: lambda: self._by_year(connection, *years),
            Order.GENRE: lambda: self._of_genre(connection, genre),
        }
        found: list[int] = orders[order]()[stretch].tolist()
        return found

    def by_artist(self, connection: Connection) -> dict[int, int]:
        """How many shelves each artist has: albums of theirs, those of others with songs of theirs, and singles."""
        albums, artists = self._cards["album_id"][self._rows], self._cards["artist_id"][self._rows]
        rows = connection.execute(_ALBUM_ARTISTS).all()
        theirs = np.array([tuple(row) for row in rows], "i8").reshape(-1, 2)
        theirs = theirs[np.isin(theirs[:, 0], self.numbers)]
        width = int(max(albums.max(initial=0), theirs[:, 0].max(initial=0))) + 1
        pairs = np.unique(np.concatenate((artists * width + albums, theirs[:, 1] * width + theirs[:, 0])))
        counts = np.bincount(pairs // width)
        return {int(artist): int(counts[artist]) for artist in np.flatnonzero(counts)}

    def _newest(self, moments: Numbers) -> Numbers:
        """The latest of the moments of the songs of each shelf."""
        newest = np.zeros(len(self.numbers), "i8")
        np.maximum.at(newest, self._of, moments[self._rows])
        return newest

    def _frequent(self) -> Numbers:
        plays = np.bincount(self._of, weights=self._cards["plays"][self._rows], minlength=len(self.numbers))
        order = np.argsort(-plays, kind="stable")
        return self.numbers[order[plays[order] > 0]]

    def _known(self, wanted: Sequence[int]) -> Numbers:
        asked = np.array(wanted, "i8")
        return asked[np.isin(asked, self.numbers)]

    def _by_title(self, connection: Connection) -> tuple[Numbers, dict[int, Any]]:
        """The shelves by title, and the rows of the albums."""
        rows = connection.execute(_BY_TITLE).all()
        before = connection.scalar(_BEFORE_SINGLES) or 0
        albums = self._known([row.id for row in rows[:before]]), self._known([row.id for row in rows[before:]])
        singles = self.numbers[self.numbers <= 0][::-1]
        return np.concatenate((albums[0], singles, albums[1])), {row.id: row for row in rows}

    def _by_artist(self, connection: Connection) -> Numbers:
        shelves, rows = self._by_title(connection)
        ranks = {artist: rank for rank, artist in enumerate(connection.scalars(_ARTISTS))}
        artists = (rows[shelf].artist_id if shelf > 0 else -shelf for shelf in shelves.tolist())
        ranked = np.fromiter((ranks.get(artist, -1) for artist in artists), "i8")
        return shelves[np.argsort(ranked, kind="stable")]

    def _by_year(self, connection: Connection, first: int, last: int) -> Numbers:
        """Those of some years; they are asked for backwards, too, with the later year first."""
        shelves, rows = self._by_title(connection)
        made = dict(zip(self.numbers.tolist(), self._newest(self._cards.years).tolist(), strict=True))
        year = np.fromiter(
            (rows[each].release_year or made[each] if each > 0 else made[each] for each in shelves.tolist()), "i8"
        )
        order = np.argsort(year if first <= last else -year, kind="stable")
        within = (year >= min(first, last)) & (year <= max(first, last))
        return shelves[order[within[order]]]

    def _of_genre(self, connection: Connection, genre: str) -> Numbers:
        code = self._cards.terms["genre"].known(genre)
        there_ = np.unique(self._of[self._cards["genre"][self._rows] == code])
        shelves = self._by_title(connection)[0]
        return shelves[np.isin(shelves, self.numbers[there_])]


def genres(cards: Cards, rows: Mask) -> list[tuple[str, int, int]]:
    """The genres of some cards with how many songs and albums they have, the commonest first."""
    codes, albums = cards["genre"][rows].astype("i8"), cards["album_id"][rows]
    songs = np.bincount(codes, minlength=1)
    width = int(albums.max(initial=0)) + 1
    pairs = np.unique((codes * width + albums)[albums > 0])
    on_albums = np.bincount(pairs // width, minlength=len(songs))
    words = cards.terms["genre"].words
    found = [(words[code], int(songs[code]), int(on_albums[code])) for code in np.flatnonzero(songs) if words[code]]
    return sorted(found, key=lambda each: (-each[1], each[0]))


def made(cards: Cards, rows: Mask, *, genre: str | None = None) -> Numbers:
    """The numbers of some songs as they were made, of a genre where one is given."""
    found: Numbers = cards["id"][rows if genre is None else rows & _is_of(cards, genre)]
    return found


def drawn(
    connection: Connection,
    cards: Cards,
    rows: Mask,
    *,
    size: int,
    genre: str | None = None,
    from_year: int | None = None,
    to_year: int | None = None,
) -> list[int]:
    """The numbers of some songs by chance, of a genre and of some years where those are given."""
    if genre is not None:
        rows = rows & _is_of(cards, genre)
    if from_year is not None or to_year is not None:
        year = cards.years
        known = np.array([tuple(row) for row in connection.execute(_RELEASED)], "i8").reshape(-1, 2)
        released = np.zeros(int(max(known[:, 0].max(initial=0), cards["album_id"].max(initial=0))) + 1, "i8")
        released[known[:, 0]] = known[:, 1]
        year = np.where(released[cards["album_id"]] > 0, released[cards["album_id"]], year)
        rows = rows & (year >= (from_year or 0)) & (year <= (9999 if to_year is None else to_year))
    found = cards["id"][rows]
    numbers: list[int] = np.random.default_rng().choice(found, min(size, len(found)), replace=False).tolist()
    return numbers


def _is_of(cards: Cards, genre: str) -> Mask:
    found: Mask = cards["genre"] == cards.terms["genre"].known(genre)
    return found
