"""Logins: opaque keys, each kept as a hash, until they are revoked or have not been used for a month.

One login has one key. The browser presents it as a cookie, programs in a header; access tokens name the login that they
come from (``sid``), so that they end with it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from backend.db.models import Login, User
from backend.db.session import Database
from backend.services.callers import Caller, Person

KEY_PREFIX = "ms_"
IDLE_EXPIRY = timedelta(days=30)
# Each write costs a transaction; a minute is exact enough for "last used" in the settings.
TOUCH_EVERY = timedelta(minutes=1)

# Asked on every request: built once, since putting a statement together costs more than running it.
_WHO: Any = (
    select(
        Login.id,
        Login.last_used_at,
        User.id.label("user_id"),
        User.username,
        User.email,
        User.full_name,
        User.email_verified_at,
    )
    .join_from(Login, User)
    .where(Login.revoked_at.is_(None), Login.last_used_at > bindparam("oldest"))
)
_BY_KEY, _BY_ID = (_WHO.where(column == bindparam("which")) for column in (Login.key_hash, Login.id))


@dataclass(frozen=True)
class FreshLogin:
    """A login just made; the key is shown this once."""

    id: str
    key: str


class Logins:
    """Opens, finds and revokes logins."""

    def __init__(self, database: Database, *, admin_email: str, clock: Callable[[], datetime]) -> None:
        self._database, self._admin_email, self._clock = database, admin_email, clock

    def open(self, session: Session, user_id: int, *, name: str = "") -> FreshLogin:
        """Make a login for a user, in the caller's transaction."""
        fresh = FreshLogin(secrets.token_hex(16), KEY_PREFIX + secrets.token_urlsafe(32))
        now = self._clock()
        session.add(Login(fresh.id, user_id, _hash(fresh.key), created_at=now, last_used_at=now, name=name[:80]))
        return fresh

    def caller_with_key(self, key: str) -> Caller | None:
        """Who presents this key; None if it is unknown, revoked or expired."""
        return self._caller(_BY_KEY, _hash(key)) if key.startswith(KEY_PREFIX) else None

    def caller_with_id(self, login_id: str) -> Caller | None:
        """Who holds this login; None if it is unknown, revoked or expired."""
        return self._caller(_BY_ID, login_id)

    def revoke(self, login_id: str) -> None:
        """End a login; its key and its access tokens are worthless from now on."""
        with self._database.transaction() as session:
            session.execute(update(Login).where(Login.id == login_id).values(revoked_at=self._clock()))

    def _caller(self, statement: Any, which: str) -> Caller | None:
        now = self._clock()
        with self._database.reading() as connection:
            found = connection.execute(statement, {"which": which, "oldest": now - IDLE_EXPIRY}).first()
        if found and now - found.last_used_at > TOUCH_EVERY:
            with self._database.transaction() as session:
                session.execute(update(Login).where(Login.id == found.id).values(last_used_at=now))
        return Caller(self.person(found), found.id) if found else None

    def person(self, user: Any) -> Person:
        """The user of a row, as others see them. The administrator's address counts only once it is verified."""
        verified = user.email_verified_at is not None
        return Person(
            id=user.id if isinstance(user, User) else user.user_id,
            username=user.username,
            email=user.email,
            full_name=user.full_name,
            email_verified=verified,
            is_admin=verified and bool(self._admin_email) and user.email == self._admin_email,
        )


def _hash(key: str) -> str:
    """Keys have 256 random bits: a plain hash is enough to keep them."""
    return hashlib.sha256(key.encode()).hexdigest()
