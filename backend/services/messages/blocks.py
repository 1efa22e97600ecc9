"""Whom people will not hear."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select

from backend.db.messages import Block
from backend.db.models import User
from backend.db.session import Database
from backend.db.upsert import insert
from backend.services.callers import Caller
from backend.services.errors import InvalidInput, NotFound
from backend.services.moments import iso

_MINE = (
    select(User.id, User.username, User.avatar, Block.created_at)
    .join(Block, Block.blocked_id == User.id)
    .where(Block.user_id == bindparam("me"))
    .order_by(Block.created_at.desc(), User.id)
)


class Blocks:
    """Blocks people for others, and lets them write again."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def listing(self, caller: Caller) -> list[dict[str, Any]]:
        """Whom the caller has blocked, the last one first."""
        with self._database.reading() as connection:
            found = connection.execute(_MINE, {"me": caller.signed_in().id}).all()
        return [
            {
                "id": row.id,
                "username": row.username,
                "avatar": f"/media/{row.avatar}" if row.avatar else None,
                "blocked_at": iso(row.created_at),
            }
            for row in found
        ]

    def block(self, caller: Caller, other: int) -> None:
        """Hear no more of somebody; what they wrote stays.

        Raises
        ------
        NotFound
            if there is no such person
        InvalidInput
            if it is oneself
        """
        me = caller.signed_in().id
        if other == me:
            raise InvalidInput.of({"user": ["You cannot block yourself."]})
        with self._database.transaction() as session:
            if session.scalar(select(User.id).where(User.id == other, User.closed_at.is_(None))) is None:
                raise NotFound(f"There is no user {other}.")
            row = {"user_id": me, "blocked_id": other, "created_at": self._clock()}
            session.execute(insert(session, Block).values(row).on_conflict_do_nothing())

    def unblock(self, caller: Caller, other: int) -> None:
        """Hear somebody again; fine if they were not blocked."""
        mine = delete(Block).where(Block.user_id == caller.signed_in().id, Block.blocked_id == other)
        with self._database.transaction() as session:
            session.execute(mine, execution_options={"synchronize_session": False})
