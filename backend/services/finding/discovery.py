"""Songs to listen to next: the editor's picks, what is played, what is to one's taste, what is like a song."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.random import Generator
from sqlalchemy import Connection, bindparam, func, select

from backend.db.library import Opinion, Play
from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.finding.card_box import CardBox
from backend.services.finding.cards import Cards, Mask, Numbers
from backend.services.finding.choosing import cards_within, choose
from backend.services.finding.likeness import likeness
from backend.services.finding.search import shown
from backend.services.finding.wishes import Scope, Wish
from backend.services.songs import visible

LATELY = timedelta(days=7)
# What is drawn from: some ten times what is shown, so that a page looks new and still is of the best.
POOL = 50
# What somebody liked and heard last says what they like now.
REMEMBERED = 200
# What is played changes slowly, and counting a week of it takes longer than a page may.
TRENDS_HOLD = timedelta(minutes=1)
_PLAYED = (
    select(Play.song_id)
    .where(Play.played_at > bindparam("since"))
    .group_by(Play.song_id)
    .order_by(func.count().desc(), Play.song_id.desc())
    .limit(10 * POOL)
)
_LIKED = (
    select(Opinion.thing_id)
    .where(Opinion.user_id == bindparam("user_id"), Opinion.kind == "song", Opinion.liked_at.is_not(None))
    .order_by(Opinion.liked_at.desc())
    .limit(REMEMBERED)
)
_HEARD = (
    select(Play.song_id).where(Play.user_id == bindparam("user_id")).order_by(Play.played_at.desc()).limit(REMEMBERED)
)


@dataclass(frozen=True)
class Trend:
    """What was played most, and until when that is believed."""

    until: datetime
    ids: Numbers


class Discovery:
    """Draws songs for a caller; whatever there is too little of is filled up from all public songs."""

    def __init__(
        self,
        database: Database,
        box: CardBox,
        *,
        clock: Callable[[], datetime],
        rng: Callable[[], Generator] = np.random.default_rng,
    ) -> None:
        self._database, self._box, self._clock, self._rng = database, box, clock, rng
        self._trend: Trend | None = None

    def featured(self, caller: Caller, *, limit: int) -> list[dict[str, Any]]:
        """Draw some of the editor's latest picks."""
        with self._database.reading() as connection:
            cards = self._box.cards(connection)
            picked = np.flatnonzero(cards_within(cards, caller, Scope.PUBLIC) & (cards["featured"] > 0))
            latest = picked[np.argsort(-cards["featured"][picked], kind="stable")]
            return self._drawn(connection, cards, caller, latest, limit)

    def trending(self, caller: Caller, *, limit: int) -> list[dict[str, Any]]:
        """Draw some of what was played most in the last seven days."""
        with self._database.reading() as connection:
            cards = self._box.cards(connection)
            played = self._played(connection, cards, cards_within(cards, caller, Scope.PUBLIC))
            return self._drawn(connection, cards, caller, played, limit)

    def made_for(self, caller: Caller, *, limit: int) -> list[dict[str, Any]]:
        """Draw some of what is most like the songs that the caller liked and heard last, but new to them.

        Whose taste is not known gets what was played most.
        """
        with self._database.reading() as connection:
            cards = self._box.cards(connection)
            public = cards_within(cards, caller, Scope.PUBLIC)
            known = _known(connection, cards, caller)
            if len(known):
                public[known] = False
                ranked = _ranked(likeness(cards, known), public)
            else:
                ranked = self._played(connection, cards, public)
            return self._drawn(connection, cards, caller, ranked, limit)

    def similar(self, caller: Caller, song_id: int, *, limit: int) -> list[dict[str, Any]]:
        """The songs most like one, the nearest first.

        Raises
        ------
        NotFound
            if there is no such song, or the caller may not see it
        """
        with self._database.reading() as connection:
            visible(connection, caller, song_id)
            cards = self._box.cards(connection)
            seen, rows = cards_within(cards, caller, Scope.ALL), cards.places(np.array([song_id], "i8"))
            seen[rows] = False
            return shown(connection, caller, cards["id"][_ranked(likeness(cards, rows), seen)[:limit]])

    def drawn(self, caller: Caller, wish: Wish, *, limit: int) -> list[dict[str, Any]]:
        """Draw some songs of a wish."""
        with self._database.reading() as connection:
            cards = self._box.cards(connection)
            rows = np.flatnonzero(choose(connection, cards, caller, wish).rows())
            some = self._rng().choice(rows, min(limit, len(rows)), replace=False)
            return shown(connection, caller, cards["id"][some])

    def _played(self, connection: Connection, cards: Cards, seen: Mask) -> Numbers:
        now = self._clock()
        if self._trend is None or now >= self._trend.until:
            ids = np.fromiter(connection.scalars(_PLAYED, {"since": now - LATELY}), "i8")
            self._trend = Trend(now + TRENDS_HOLD, ids)
        rows = cards.places(self._trend.ids)
        return rows[seen[rows]]

    def _drawn(
        self, connection: Connection, cards: Cards, caller: Caller, ranked: Numbers, limit: int
    ) -> list[dict[str, Any]]:
        """Draw from the best of what is ranked, then from the rest of what is public."""
        rng = self._rng()
        pool = ranked[: max(POOL, limit)]
        some = rng.choice(pool, min(limit, len(pool)), replace=False)
        if len(some) < limit:
            others = cards_within(cards, caller, Scope.PUBLIC)
            others[some] = False
            rest = np.flatnonzero(others)
            some = np.concatenate((some, rng.choice(rest, min(limit - len(some), len(rest)), replace=False)))
        return shown(connection, caller, cards["id"][some.astype("i8")])


def _known(connection: Connection, cards: Cards, caller: Caller) -> Numbers:
    """What the caller liked and heard last; what was both is there twice."""
    if caller.person is None:
        return np.empty(0, "i8")
    found = [connection.scalars(asked, {"user_id": caller.person.id}).all() for asked in (_LIKED, _HEARD)]
    return cards.places(np.array([one for ids in found for one in ids], "i8"))


def _ranked(scores: Numbers, seen: Mask) -> Numbers:
    """The best of the rows that are seen, the best first; of equals the newer."""
    rows = np.flatnonzero(seen)[::-1]
    if len(rows) > 10 * POOL:
        rows = rows[np.sort(np.argpartition(-scores[rows], 10 * POOL)[: 10 * POOL])]
    return rows[np.argsort(-scores[rows], kind="stable")]
