"""People at the administrator's desk: find, disable, enable, verify by hand, close."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, func, select
from sqlalchemy.orm import Session

from backend.db.credits import CreditAccount
from backend.db.models import Asset, Job, Login, Song, User
from backend.db.session import Database
from backend.jobs import status
from backend.jobs.board import Board
from backend.services import users
from backend.services.callers import Caller, owner_of
from backend.services.closing import Closing
from backend.services.directory import called
from backend.services.errors import Conflict, NotFound
from backend.services.logins import Logins
from backend.services.moments import iso
from backend.services.stretches import Stretch, newest
from backend.services.transfers import Transfers

STATES = {
    "active": and_(User.closed_at.is_(None), User.disabled_at.is_(None)),
    "disabled": and_(User.closed_at.is_(None), User.disabled_at.is_not(None)),
    "unverified": and_(User.closed_at.is_(None), User.email_verified_at.is_(None)),
    "all": User.closed_at.is_(None),
}
_LISTING = select(*User.__table__.columns, User.id.label("user_id"))
# Each is asked for the people of one page alone.
_SONGS = select(Song.owner, func.count()).where(Song.deleted_at.is_(None)).group_by(Song.owner)
_BYTES = select(Asset.owner, func.sum(Asset.bytes)).group_by(Asset.owner)
_CREDITS = select(CreditAccount.owner, CreditAccount.balance)
_SEEN = select(Login.user_id, func.max(Login.last_used_at)).group_by(Login.user_id)


class PeopleDesk:
    """Looks after accounts."""

    def __init__(
        self,
        database: Database,
        board: Board,
        transfers: Transfers,
        logins: Logins,
        closing: Closing,
        *,
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self._board, self._transfers = database, board, transfers
        self._logins, self._closing, self._clock = logins, closing, clock

    def page(self, *, words: str, state: str, stretch: Stretch) -> tuple[int, list[dict[str, Any]]]:
        """How many accounts there are, and a stretch of them, the newest first, with what each has."""
        said = [called(words.strip(), is_admin=True)] if words.strip() else []
        with self._database.reading() as connection:
            found = newest(connection, _LISTING, (User.id,), [STATES[state], *said], stretch)
            rows = found.rows
            owners, ids = [owner_of(row.id) for row in rows], [row.id for row in rows]
            songs = _by_key(connection, _SONGS, Song.owner, owners)
            stored = _by_key(connection, _BYTES, Asset.owner, owners)
            credits = _by_key(connection, _CREDITS, CreditAccount.owner, owners)
            seen = _by_key(connection, _SEEN, Login.user_id, ids)
        return found.count, [
            {
                **_document(row, self._logins),
                "songs": songs.get(owner_of(row.id), 0),
                "bytes": int(stored.get(owner_of(row.id), 0) or 0),
                "credits": credits.get(owner_of(row.id), 0),
                "seen_at": iso(seen[row.id]) if seen.get(row.id) else None,
            }
            for row in rows
        ]

    def disable(self, caller: Caller, user_id: int) -> dict[str, Any]:
        """Let somebody do nothing more: all sessions and keys end at once, what waits and runs for them is called off.

        Public songs stay, and so does all that is theirs.

        Raises
        ------
        NotFound
            if there is no such person
        Conflict
            if it is oneself
        """
        if user_id == caller.signed_in().id:
            raise Conflict("You cannot disable your own account.")
        with self._database.transaction() as session:
            user = _held(session, user_id)
            user.disabled_at = user.disabled_at or self._clock()
            self._logins.revoke_all(session, user_id)
        with self._database.reading() as connection:
            theirs = select(Job.id).where(Job.owner == owner_of(user_id), Job.status.in_(status.ACTIVE))
            running = list(connection.scalars(theirs))
        for job_id in running:
            self._transfers.called_off(self._board.cancel(job_id))
        return self.show(user_id)

    def enable(self, user_id: int) -> dict[str, Any]:
        """Let somebody in again, who logs in anew; their keys stay dead."""
        with self._database.transaction() as session:
            _held(session, user_id).disabled_at = None
        return self.show(user_id)

    def verify(self, user_id: int) -> dict[str, Any]:
        """Take somebody's address as verified, without a letter."""
        with self._database.transaction() as session:
            user = _held(session, user_id)
            user.email_verified_at = user.email_verified_at or self._clock()
        return self.show(user_id)

    def close(self, caller: Caller, user_id: int) -> None:
        """Close somebody's account with everything in it, for good.

        Raises
        ------
        NotFound
            if there is no such person
        Conflict
            if it is oneself
        """
        if user_id == caller.signed_in().id:
            raise Conflict("Close your own account on your account page, with your password.")
        self._closing.close_for(user_id)

    def show(self, user_id: int) -> dict[str, Any]:
        """One account."""
        with self._database.transaction() as session:
            user = session.get(User, user_id)
            if user is None or user.closed_at:
                raise NotFound(f"There is no user {user_id}.")
            return _document(user, self._logins)


def _by_key(connection: Connection, which: Any, column: Any, keys: list[Any]) -> dict[Any, Any]:
    return {row[0]: row[1] for row in connection.execute(which.where(column.in_(keys)))}


def _held(session: Session, user_id: int) -> User:
    user = users.hold(session, user_id)
    if user is None:
        raise NotFound(f"There is no user {user_id}.")
    return user


def _document(user: Any, logins: Logins) -> dict[str, Any]:
    return {
        **logins.person(user).to_dict(),
        "created_at": iso(user.created_at),
        "disabled_at": iso(user.disabled_at) if user.disabled_at else None,
    }
