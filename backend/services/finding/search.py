"""Finding songs: whose, which of them, in what order, page by page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, bindparam

from backend.db.models import Song
from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.finding.card_box import CardBox
from backend.services.finding.cards import Numbers
from backend.services.finding.choosing import choose
from backend.services.finding.facets import every, facets
from backend.services.finding.wishes import Scope, Sort, Wish
from backend.services.songs import LISTING, documents

_THESE = LISTING.where(Song.id.in_(bindparam("ids", expanding=True)))
EVERY = Wish()


@dataclass(frozen=True)
class Page:
    """A stretch of a list, the length of the whole, the last song of it, to go on after, and whether more come."""

    count: int
    results: list[dict[str, Any]]
    last: int | None = None
    has_more: bool = False


class Finding:
    """The songs that a caller may see."""

    def __init__(self, database: Database, box: CardBox) -> None:
        self._database, self._box = database, box

    def warm(self) -> None:
        """Read all cards and put them in order by title, which the first look would have to wait for."""
        with self._database.reading() as connection:
            self._box.cards(connection).order(Sort.TITLE)

    def page(
        self, caller: Caller, wish: Wish = EVERY, *, number: int = 1, size: int = 20, after: int | None = None
    ) -> Page:
        """List songs, ``size`` a page; the default scope is one's own, and what is public for those not signed in.

        ``after`` a song of the list instead of by ``number``: what was added or removed before it moves nothing.

        Raises
        ------
        NotSignedIn
            if somebody without an account asks for what they like
        """
        with self._database.reading() as connection:
            cards = self._box.cards(connection)
            ids = cards["id"][choose(connection, cards, caller, wish).ordered(wish.sort)]
            start = beginning(ids, number, size, after)
            results = shown(connection, caller, ids[start : start + size], is_trash=wish.scope is Scope.TRASH)
        last = ids[start : start + size][-1:]
        return Page(len(ids), results, int(last[0]) if len(last) else None, start + size < len(ids))

    def ids(self, caller: Caller, wish: Wish) -> list[int]:
        """All songs of a wish, in its order."""
        with self._database.reading() as connection:
            cards = self._box.cards(connection)
            found: list[int] = cards["id"][choose(connection, cards, caller, wish).ordered(wish.sort)].tolist()
            return found

    def facets(self, caller: Caller, wish: Wish) -> dict[str, Any]:
        """Count the songs of a wish, and those of each genre, mood, key, tempo, year, artist and tag."""
        with self._database.reading() as connection:
            choice = choose(connection, self._box.cards(connection), caller, wish)
            return {"count": int(np.count_nonzero(choice.rows())), **facets(connection, choice)}

    def words(self, caller: Caller, name: str) -> list[dict[str, Any]]:
        """Every ``genre`` or ``tag`` of the songs that a caller may see, those of most songs first."""
        with self._database.reading() as connection:
            return every(choose(connection, self._box.cards(connection), caller, Wish(scope=Scope.ALL)), name)


def shown(
    connection: Connection, caller: Caller, ids: Iterable[int] | Numbers, *, is_trash: bool = False
) -> list[dict[str, Any]]:
    """Songs by their ids, in that order; their rows are asked once more whether the caller may see them.

    They are not asked in SQL: SQLite would go through the index of all public songs for that.
    """
    wanted = [int(one) for one in ids]
    rows = {row.id: row for row in connection.execute(_THESE, {"ids": wanted}) if _is_seen(row, caller, is_trash)}
    return documents(connection, [rows[one] for one in wanted if one in rows], caller)


def _is_seen(row: Any, caller: Caller, is_trash: bool) -> bool:
    is_open = row.public and row.state == "ready" and not is_trash
    return bool(row.deleted_at) == is_trash and (is_open or caller.owns(row.owner))


def beginning(ids: Numbers, number: int, size: int, after: int | None) -> int:
    """Where a page begins; after a song that is not in the list any more, where its number says."""
    found: list[int] = np.flatnonzero(ids == after).tolist() if after is not None else []
    return found[0] + 1 if found else (number - 1) * size
