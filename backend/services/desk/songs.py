"""Songs at the administrator's desk: everybody's, in whatever state; what is featured."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, case, cast, func, literal, select, update

from backend.db.models import Song, User
from backend.db.session import Database
from backend.services.directory import pattern
from backend.services.errors import Conflict, NotFound
from backend.services.moments import iso

STATES = {
    "all": Song.deleted_at.is_(None),
    "public": and_(Song.deleted_at.is_(None), Song.public.is_(True)),
    "private": and_(Song.deleted_at.is_(None), Song.public.is_(False)),
    "featured": and_(Song.deleted_at.is_(None), Song.featured_at.is_not(None)),
    "pending": and_(Song.deleted_at.is_(None), Song.state == "pending"),
    "failed": and_(Song.deleted_at.is_(None), Song.state == "failed"),
    "trash": Song.deleted_at.is_not(None),
}
_COLUMNS = (
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

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def page(self, *, words: str, state: str, owner: str, number: int, size: int) -> tuple[int, list[dict[str, Any]]]:
        """How many songs there are, and a stretch of them, the newest first."""
        values = {"sought": pattern(words), "owner": owner}
        counting, listing = _statements(state, bool(words), bool(owner))
        with self._database.reading() as connection:
            count = connection.scalar(counting, values) or 0
            rows = connection.execute(listing, {**values, "size": size, "before": (number - 1) * size}).all()
        return count, [_document(row) for row in rows]

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
            return _document(session.execute(_SHOWN.where(Song.id == song_id)).one())


# A guest's songs have no user; whose number is behind ``user:`` has.
_NUMBER: Any = case(
    (Song.owner.like("user:%"), cast(func.substr(Song.owner, 6), User.id.type)), else_=literal(0, User.id.type)
)
_SHOWN = select(*_COLUMNS, User.username).outerjoin(User, User.id == _NUMBER)


@cache
def _statements(state: str, has_words: bool, has_owner: bool) -> tuple[Any, Any]:
    more: list[Any] = [Song.title_key.like(bindparam("sought"), escape="\\")] if has_words else []
    more += [Song.owner == bindparam("owner")] if has_owner else []
    wanted = and_(STATES[state], *more)
    # The numbers alone first: wide rows that nobody sees need not be read to skip them.
    stretch = select(Song.id).where(wanted).order_by(Song.created_at.desc(), Song.id.desc())
    stretch = stretch.limit(bindparam("size")).offset(bindparam("before"))
    page = _SHOWN.where(Song.id.in_(stretch)).order_by(Song.created_at.desc(), Song.id.desc())
    return select(func.count()).select_from(Song).where(wanted), page


def _document(row: Any) -> dict[str, Any]:
    times = ("created_at", "deleted_at", "featured_at")
    plain = {name: value for name, value in row._mapping.items() if name not in times}
    return plain | {name: iso(row._mapping[name]) if row._mapping[name] else None for name in times}
