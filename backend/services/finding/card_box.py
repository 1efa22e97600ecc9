"""The box in which a process keeps its cards, brought up to date before each look.

What changed stands in ``song_changes``, which triggers write; what is found out by reading it is exact: a change that
was committed before a look is in the cards of that look.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import Any

import numpy as np
from sqlalchemy import BigInteger, Connection, bindparam, cast, delete, extract, func, literal, select, text

from backend.db.library import SongChange, SongTag
from backend.db.models import Song
from backend.db.session import Database
from backend.services.finding.cards import Cards

# Who was away for longer than this many changes reads everything anew; more of them are not kept.
KEPT_CHANGES = 20_000
# So many songs are read by their ids, more with all the others.
FEW = 2_000
_CARD = select(
    Song.id,
    Song.owner,
    Song.genre,
    Song.mood,
    Song.key,
    Song.origin,
    Song.public,
    Song.state == "ready",
    Song.state == "failed",
    literal(True),
    Song.deleted_at.is_not(None),
    func.coalesce(Song.artist_id, 0),
    func.coalesce(Song.album_id, 0),
    Song.tempo_bpm,
    Song.duration_s,
    cast(extract("epoch", Song.created_at), BigInteger),
    Song.play_count,
    Song.like_count,
    cast(func.coalesce(extract("epoch", Song.featured_at), 0), BigInteger),
    Song.title,
)
_ALL = _CARD.order_by(Song.id)
_SOME = _CARD.where(Song.id.in_(bindparam("ids", expanding=True))).order_by(Song.id)
_TAGS = select(SongTag.song_id, SongTag.tag)
_SOME_TAGS = _TAGS.where(SongTag.song_id.in_(bindparam("ids", expanding=True)))
_SINCE = select(SongChange.seq, SongChange.song_id).where(SongChange.seq > bindparam("mark")).order_by(SongChange.seq)
_SINCE_TX = select(SongChange.seq, SongChange.song_id).where(SongChange.tx >= bindparam("mark"))
_NEWEST = select(func.coalesce(func.max(SongChange.seq), 0))
_OLDEST = select(func.coalesce(func.min(SongChange.seq), 0))
# The oldest transaction that may still write: all before it was seen.
_OLDEST_OPEN = text("SELECT txid_snapshot_xmin(txid_current_snapshot())")


class CardBox:
    """The newest cards of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._guard = Lock()
        self._cards: Cards | None = None
        self._mark = 0
        self._newest = 0
        self._seen: set[int] = set()

    def cards(self, connection: Connection) -> Cards:
        """The cards as they are now."""
        with self._guard:
            if self._cards is None or not self._catch_up(connection, self._cards):
                self._read_all(connection)
            return self._cards  # type: ignore[return-value] # it was read just now

    def tidy(self) -> None:
        """Forget changes that every process has read long ago."""
        with self._database.transaction() as session:
            newest = session.scalar(_NEWEST) or 0
            session.execute(delete(SongChange).where(SongChange.seq <= newest - KEPT_CHANGES))

    def _catch_up(self, connection: Connection, cards: Cards) -> bool:
        """Read what changed; False: too much did, or it is not known any more."""
        mark, changes, seen = self._changes(connection)
        if changes:
            ids = sorted({change.song_id for change in changes})
            oldest = connection.scalar(_OLDEST) or 0
            if len(ids) > FEW or oldest > self._newest + 1:
                return False
            rows, tags = connection.execute(_SOME, {"ids": ids}), connection.execute(_SOME_TAGS, {"ids": ids})
            self._cards = cards.with_rows(ids, rows.all(), tags.all())
            self._newest = max(self._newest, *(change.seq for change in changes))
        self._mark, self._seen = mark, seen
        return True

    def _changes(self, connection: Connection) -> tuple[int, Sequence[Any], set[int]]:
        """From where on the next look reads, what is new, and what of that the next look will find again."""
        if connection.dialect.name == "sqlite":
            changes = connection.execute(_SINCE, {"mark": self._mark}).all()
            return (changes[-1].seq if changes else self._mark), changes, set()
        mark = connection.scalar(_OLDEST_OPEN) or 0
        found = connection.execute(_SINCE_TX, {"mark": self._mark}).all()
        changes = [change for change in found if change.seq not in self._seen]
        return mark, changes, {change.seq for change in found}

    def _read_all(self, connection: Connection) -> None:
        """Read every card. The mark is taken before: what changes meanwhile is read once more."""
        newest = connection.scalar(_NEWEST) or 0
        mark = newest if connection.dialect.name == "sqlite" else connection.scalar(_OLDEST_OPEN) or 0
        rows, tags = connection.execute(_ALL).all(), connection.execute(_TAGS).all()
        ids = np.array([row[0] for row in rows], "i8")
        self._cards = Cards.empty().with_rows(ids, rows, tags)
        self._newest, self._mark, self._seen = newest, mark, set()
