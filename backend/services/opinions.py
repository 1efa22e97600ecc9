"""What people think of songs, albums and artists: likes and stars."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, delete, select, update
from sqlalchemy.orm import Session

from backend.db.library import Opinion
from backend.db.models import Song
from backend.db.session import Database
from backend.db.upsert import insert
from backend.services import sight, users
from backend.services.callers import Caller
from backend.services.errors import InvalidInput, NotSignedIn

MAX_STARS = 5
_OF = select(Opinion.thing_id, Opinion.liked_at, Opinion.stars).where(
    Opinion.user_id == bindparam("user_id"),
    Opinion.kind == bindparam("kind"),
    Opinion.thing_id.in_(bindparam("things", expanding=True)),
)
_BLIND = {"synchronize_session": False}


@dataclass(frozen=True)
class Thought:
    """What somebody thinks of one thing: since when they like it, and the stars that they gave it."""

    liked_at: datetime | None = None
    stars: int | None = None


NOTHING = Thought()


class Opinions:
    """Keeps what callers think. A thing's ``kind`` is ``song``, ``album`` or ``artist``."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def like(self, caller: Caller, kind: str, thing_id: int) -> None:
        """Like something; liking it again changes nothing.

        Raises
        ------
        NotSignedIn
            without an account
        NotFound
            if there is no such thing for this caller
        """
        with self._database.transaction() as session:
            user_id = _somebody(session, caller)
            sight.see(session, caller, kind, thing_id)
            was = self._thought(session, user_id, kind, thing_id)
            if was.liked_at is None:
                self._keep(session, user_id, kind, thing_id, liked_at=self._clock())
                _count(session, kind, thing_id, 1)

    def unlike(self, caller: Caller, kind: str, thing_id: int) -> None:
        """Like something no more; fine if it was not liked. Refuses as `like` does."""
        with self._database.transaction() as session:
            user_id = _somebody(session, caller)
            sight.see(session, caller, kind, thing_id)
            was = self._thought(session, user_id, kind, thing_id)
            if was.liked_at is not None:
                self._keep(session, user_id, kind, thing_id, liked_at=None)
                _count(session, kind, thing_id, -1)

    def rate(self, caller: Caller, kind: str, thing_id: int, stars: int) -> None:
        """Give something 1 to 5 stars; 0 takes them back. Refuses as `like` does.

        Raises
        ------
        InvalidInput
            if the stars are outside 0..5
        """
        if not 0 <= stars <= MAX_STARS:
            raise InvalidInput.of({"stars": [f"{stars} stars are outside 0..{MAX_STARS}."]})
        with self._database.transaction() as session:
            user_id = _somebody(session, caller)
            sight.see(session, caller, kind, thing_id)
            self._keep(session, user_id, kind, thing_id, stars=stars or None)

    def _thought(self, session: Session, user_id: int, kind: str, thing_id: int) -> Thought:
        return thoughts(session.connection(), user_id, kind, [thing_id]).get(thing_id, NOTHING)

    def _keep(self, session: Session, user_id: int, kind: str, thing_id: int, **thought: Any) -> None:
        """Write a thought down; of one who thinks nothing any more no row stays."""
        which = {"user_id": user_id, "kind": kind, "thing_id": thing_id}
        wanted = insert(session, Opinion).values(**which, **thought)
        session.execute(wanted.on_conflict_do_update(index_elements=list(which), set_=thought))
        empty = (Opinion.liked_at.is_(None), Opinion.stars.is_(None))
        gone = delete(Opinion).filter_by(**which).where(*empty)
        session.execute(gone, execution_options=_BLIND)


def thoughts(connection: Connection, user_id: int | None, kind: str, things: Iterable[int]) -> dict[int, Thought]:
    """What a user thinks of things of a kind, by their numbers; what is missing is `NOTHING`."""
    wanted = list(things)
    if user_id is None or not wanted:
        return {}
    rows = connection.execute(_OF, {"user_id": user_id, "kind": kind, "things": wanted})
    return {row.thing_id: Thought(row.liked_at, row.stars) for row in rows}


def forget_things(session: Session, kind: str, things: Sequence[int] | Select[int]) -> None:
    """Remove what everybody thinks of things that are removed for good, for others may get their numbers."""
    gone = delete(Opinion).where(Opinion.kind == kind, Opinion.thing_id.in_(things))
    session.execute(gone, execution_options=_BLIND)


def forget_user(session: Session, user_id: int) -> None:
    """Take back all that a user thinks, likes that are counted too."""
    liked = select(Opinion.thing_id).where(
        Opinion.user_id == user_id, Opinion.kind == "song", Opinion.liked_at.is_not(None)
    )
    less = update(Song).where(Song.id.in_(liked)).values(like_count=_at_least_none(-1))
    session.execute(less, execution_options=_BLIND)
    session.execute(delete(Opinion).where(Opinion.user_id == user_id), execution_options=_BLIND)


def _somebody(session: Session, caller: Caller) -> int:
    """Hold the caller's row, so that whoever likes a thing twice at once is counted once."""
    user_id = caller.signed_in().id
    if users.hold(session, user_id) is None:
        raise NotSignedIn("The account is closed.")
    return user_id


def _count(session: Session, kind: str, thing_id: int, more: int) -> None:
    if kind == "song":
        counted = update(Song).where(Song.id == thing_id).values(like_count=_at_least_none(more))
        session.execute(counted, execution_options=_BLIND)


def _at_least_none(more: int) -> Any:
    return case((Song.like_count + more < 0, 0), else_=Song.like_count + more)
