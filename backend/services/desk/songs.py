"""Songs at the administrator's desk: everybody's, in whatever state; what is featured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select, update

from backend.db.models import Song
from backend.db.session import Database
from backend.services.desk.owners import owner_names
from backend.services.errors import Conflict, NotFound
from backend.services.finding.card_box import CardBox
from backend.services.finding.cards import Cards, Mask
from backend.services.finding.said import Where, songs_saying
from backend.services.finding.search import beginning
from backend.services.finding.wishes import Sort
from backend.services.moments import iso
from backend.services.stretches import Stretch


class State(StrEnum):
    """In what state songs are; each but the last without what is in the trash."""

    ALL = "all"
    PUBLIC = "public"
    PRIVATE = "private"
    FEATURED = "featured"
    PENDING = "pending"
    FAILED = "failed"
    TRASH = "trash"


_SHOWN = select(
    Song.id,
    Song.title,
    Song.owner,
    Song.genre,
    Song.origin,
    Song.state,
    Song.public,
    Song.duration_s,
    Song.play_count,
    Song.like_count,
    Song.created_at,
    Song.deleted_at,
    Song.featured_at,
)


class SongDesk:
    """Looks after everybody's songs. What is done to single ones by their own addresses is not done here again."""

    def __init__(self, database: Database, box: CardBox, *, clock: Callable[[], datetime]) -> None:
        self._database, self._box, self._clock = database, box, clock

    def page(self, *, words: str, state: State, owner: str, stretch: Stretch) -> tuple[int, list[dict[str, Any]]]:
        """How many songs there are, and a stretch of them, the newest first; ``words`` as in the finding of songs."""
        with self._database.reading() as connection:
            cards = self._box.cards(connection)
            chosen = _chosen(cards, state, owner)
            if words.strip():
                chosen &= cards.mask_of(*songs_saying(connection, words, Where.TITLE_OR_ARTIST))
            order = cards.order(Sort.NEWEST)
            ids = cards["id"][order[chosen[order]]]
            start = beginning(ids, stretch.number, stretch.size, stretch.after)
            return len(ids), _documents(connection, ids[start : start + stretch.size].tolist())

    def feature(self, song_id: int, is_featured: bool) -> dict[str, Any]:
        """Put a public song among the editor's picks, or take one out.

        Raises
        ------
        NotFound
            if there is no such song
        Conflict
            if it is not public, or not there yet
        """
        with self._database.transaction() as session:
            row = session.execute(_SHOWN.where(Song.id == song_id, Song.deleted_at.is_(None))).first()
            if row is None:
                raise NotFound(f"There is no song {song_id}.")
            if is_featured and not (row.public and row.state == "ready"):
                raise Conflict("Only songs that are public and ready can be featured.")
            since = (row.featured_at or self._clock()) if is_featured else None
            change = update(Song).where(Song.id == song_id).values(featured_at=since)
            session.execute(change, execution_options={"synchronize_session": False})
            return _documents(session.connection(), [song_id])[0]


def _chosen(cards: Cards, state: State, owner: str) -> Mask:
    """Which cards are in a state, and somebody's where an owner is named."""
    kept, ready = cards["is_there"] & ~cards["is_trashed"], cards["is_ready"]
    chosen: Mask = {
        State.ALL: kept,
        State.PUBLIC: kept & cards["is_public"],
        State.PRIVATE: kept & ~cards["is_public"],
        State.FEATURED: kept & (cards["featured"] > 0),
        State.PENDING: kept & ~ready & ~cards["is_failed"],
        State.FAILED: kept & cards["is_failed"],
        State.TRASH: cards["is_there"] & cards["is_trashed"],
    }[state]
    return chosen & (cards["owner"] == cards.terms["owner"].known(owner)) if owner else chosen


def _documents(connection: Connection, ids: Sequence[int]) -> list[dict[str, Any]]:
    rows = {row.id: row for row in connection.execute(_SHOWN.where(Song.id.in_(ids)))}
    names = owner_names(connection, (row.owner for row in rows.values()))
    return [{**_document(rows[one]), "username": names.get(rows[one].owner)} for one in ids if one in rows]


def _document(row: Any) -> dict[str, Any]:
    times = ("created_at", "deleted_at", "featured_at")
    plain = {name: value for name, value in row._mapping.items() if name not in times}
    return plain | {name: iso(row._mapping[name]) if row._mapping[name] else None for name in times}
