"""The keyring: where somebody is signed in, and which programs have a key; each can be named and taken back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from backend.db.models import Login
from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.errors import Conflict, NotAllowed, NotFound
from backend.services.logins import IS_ALIVE, KEY, SESSION, Logins
from backend.services.moments import iso

# More would be a mistake in a loop.
MOST_KEYS = 50
_BLIND = {"synchronize_session": False}


class Keyring:
    """The caller's own sessions (``kind`` session) and API keys (``kind`` key)."""

    def __init__(self, database: Database, logins: Logins) -> None:
        self._database, self._logins = database, logins

    def listing(self, caller: Caller, kind: str) -> list[dict[str, Any]]:
        """All that are valid now, the one used last first."""
        caller.signed_in()
        with self._database.reading() as connection:
            theirs = select(*Login.__table__.columns).where(*self._theirs(caller, kind))
            rows = connection.execute(theirs.order_by(Login.last_used_at.desc(), Login.id), self._logins.alive()).all()
        return [_document(row, caller) for row in rows]

    def make_key(self, caller: Caller, name: str) -> dict[str, Any]:
        """Make a key for a program; it is shown in this answer and never again.

        Raises
        ------
        NotAllowed
            for a caller who has an API key only: a lost key must not be able to outlive its end
        Conflict
            if there are very many already
        """
        user_id = caller.signed_in().id
        _refuse_programs(caller)
        with self._database.transaction() as session:
            count = select(func.count(Login.id)).where(*self._theirs(caller, KEY))
            if (session.scalar(count, self._logins.alive()) or 0) >= MOST_KEYS:
                raise Conflict(f"You have {MOST_KEYS} keys, which is as many as one may have; revoke some first.")
            fresh = self._logins.open(session, user_id, name=name, kind=KEY)
            session.flush()
            return {**_document(session.get_one(Login, fresh.id), caller), "key": fresh.key}

    def name(self, caller: Caller, kind: str, login_id: str, name: str) -> dict[str, Any]:
        """Give a session or key another name."""
        with self._database.transaction() as session:
            self._change(session, caller, kind, login_id, name=name)
            return _document(session.get_one(Login, login_id), caller)

    def revoke(self, caller: Caller, kind: str, login_id: str) -> None:
        """End a session or a key."""
        _refuse_programs(caller)
        with self._database.transaction() as session:
            self._change(session, caller, kind, login_id, revoked_at=self._logins.now())

    def revoke_others(self, caller: Caller) -> int:
        """End all sessions but the caller's own; the answer is how many that were."""
        caller.signed_in()
        _refuse_programs(caller)
        with self._database.transaction() as session:
            others = update(Login).where(*self._theirs(caller, SESSION), Login.id != caller.login_id)
            ended = others.values(revoked_at=self._logins.now()).returning(Login.id)
            return len(session.scalars(ended, self._logins.alive(), execution_options=_BLIND).all())

    def _change(self, session: Session, caller: Caller, kind: str, login_id: str, **values: Any) -> None:
        change = update(Login).where(*self._theirs(caller, kind), Login.id == login_id).values(values)
        if session.scalar(change.returning(Login.id), self._logins.alive(), execution_options=_BLIND) is None:
            raise NotFound(f"You have no {'key' if kind == KEY else kind} {login_id!r}.")

    def _theirs(self, caller: Caller, kind: str) -> tuple[ColumnElement[bool], ...]:
        return Login.user_id == caller.signed_in().id, Login.kind == kind, IS_ALIVE


def _refuse_programs(caller: Caller) -> None:
    if caller.is_program:
        raise NotAllowed("An API key cannot make or end keys and sessions; sign in with the password for that.")


def _document(login: Any, caller: Caller) -> dict[str, Any]:
    return {
        "id": login.id,
        "name": login.name,
        "created_at": iso(login.created_at),
        "last_used_at": iso(login.last_used_at),
        "is_current": login.id == caller.login_id,
    }
