"""The songs that somebody likes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select

from backend.db.library import Opinion
from backend.db.models import Song
from backend.db.session import Database
from backend.services.callers import Caller, owner_of
from backend.services.finding.search import Page
from backend.services.songs import LISTING, documents
from backend.services.tallies import IS_PUBLIC

_LIKED = (
    Opinion.user_id == bindparam("user_id"),
    Opinion.kind == "song",
    Opinion.liked_at.is_not(None),
    Song.deleted_at.is_(None),
    or_(and_(*IS_PUBLIC), Song.owner == bindparam("owner")),
)
_IS_OF_SONG = Opinion.thing_id == Song.id
_COUNT = select(func.count()).select_from(Opinion).join(Song, _IS_OF_SONG).where(*_LIKED)
_PAGE: Any = (
    LISTING.join(Opinion, _IS_OF_SONG)
    .where(*_LIKED)
    .order_by(Opinion.liked_at.desc(), Song.id.desc())
    .limit(bindparam("size"))
    .offset(bindparam("first"))
)


class LikedSongs:
    """Lists what callers like."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, caller: Caller, number: int, size: int) -> Page:
        """What the caller likes, the newest likes first; songs that were made private since are left out."""
        user_id = caller.signed_in().id
        values = {"user_id": user_id, "owner": owner_of(user_id)}
        with self._database.reading() as connection:
            count = connection.execute(_COUNT, values).scalar_one()
            rows = connection.execute(_PAGE, {**values, "size": size, "first": (number - 1) * size}).all()
            return Page(count, documents(connection, rows, caller))
