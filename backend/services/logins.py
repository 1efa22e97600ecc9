"""Logins: opaque keys, each kept as a hash, until they are revoked or have not been used for long.

One login has one key. Sessions were opened with a password: the browser presents the key as a cookie, programs in a
header; access tokens name the login that they come from (``sid``), so that they end with it. API keys were given to
programs in the settings; they last longer, for some programs run once a quarter.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from backend.db.columns import UtcDateTime
from backend.db.models import Login, User
from backend.db.players import AppPassword
from backend.db.session import Database
from backend.services.callers import Caller, Person
from backend.services.devices import MAX_NAME

KEY_PREFIX = "ms_"
SESSION, KEY = "session", "key"
IDLE_EXPIRY = timedelta(days=30)
KEY_IDLE_EXPIRY = timedelta(days=365)
# Each write costs a transaction; a minute is exact enough for "last used" in the settings.
TOUCH_EVERY = timedelta(minutes=1)

_OLDEST, _OLDEST_KEY = (bindparam(name, type_=UtcDateTime) for name in ("oldest", "oldest_key"))
IS_ALIVE = Login.revoked_at.is_(None) & or_(
    Login.last_used_at > _OLDEST, (Login.kind == KEY) & (Login.last_used_at > _OLDEST_KEY)
)
# What `Logins.person` wants to know of somebody.
PERSON = (
    User.id.label("user_id"),
    User.username,
    User.email,
    User.full_name,
    User.email_verified_at,
    User.pending_email,
    User.avatar,
    User.about,
    User.public_profile,
)
# Asked on every request: built once, since putting a statement together costs more than running it.
_WHO: Any = (
    select(
        Login.id,
        Login.kind,
        Login.last_used_at,
        *PERSON,
    )
    .join_from(Login, User)
    .where(IS_ALIVE, User.disabled_at.is_(None))
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

    def open(self, session: Session, user_id: int, *, name: str = "", kind: str = SESSION) -> FreshLogin:
        """Make a login for a user, in the caller's transaction."""
        fresh = FreshLogin(secrets.token_hex(16), KEY_PREFIX + secrets.token_urlsafe(32))
        now = self._clock()
        row = Login(fresh.id, user_id, digest(fresh.key), now, now, name[:MAX_NAME], kind)
        session.add(row)
        return fresh

    def caller_with_key(self, key: str) -> Caller | None:
        """Who presents this key; None if it is unknown, revoked or expired."""
        return self._caller(_BY_KEY, digest(key)) if key.startswith(KEY_PREFIX) else None

    def caller_with_id(self, login_id: str) -> Caller | None:
        """Who holds this login; None if it is unknown, revoked or expired."""
        return self._caller(_BY_ID, login_id)

    def now(self) -> datetime:
        """The moment at which a login ends that is revoked now."""
        return self._clock()

    def alive(self) -> dict[str, datetime]:
        """The values for `IS_ALIVE` now."""
        now = self._clock()
        return {"oldest": now - IDLE_EXPIRY, "oldest_key": now - KEY_IDLE_EXPIRY}

    def revoke(self, login_id: str) -> None:
        """End a login; its key and its access tokens are worthless from now on."""
        with self._database.transaction() as session:
            session.execute(update(Login).where(Login.id == login_id).values(revoked_at=self._clock()))

    def revoke_all(self, session: Session, user_id: int, *, but: str = "") -> None:
        """End all logins of a user but one, their keys and app passwords as well; in the caller's transaction."""
        theirs = update(Login).where(Login.user_id == user_id, Login.id != but, Login.revoked_at.is_(None))
        session.execute(theirs.values(revoked_at=self._clock()), execution_options={"synchronize_session": False})
        session.execute(delete(AppPassword).where(AppPassword.user_id == user_id))

    def tidy(self, session: Session) -> None:
        """Forget logins that have been over for long."""
        now = self._clock()
        over = or_(Login.revoked_at < now - IDLE_EXPIRY, Login.last_used_at < now - KEY_IDLE_EXPIRY)
        session.execute(delete(Login).where(over), execution_options={"synchronize_session": False})

    def _caller(self, statement: Any, which: str) -> Caller | None:
        now = self._clock()
        with self._database.reading() as connection:
            found = connection.execute(statement, {"which": which, **self.alive()}).first()
        if found and now - found.last_used_at > TOUCH_EVERY:
            with self._database.transaction() as session:
                session.execute(update(Login).where(Login.id == found.id).values(last_used_at=now))
        return Caller(self.person(found), found.id, is_program=found.kind == KEY) if found else None

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
            pending_email=user.pending_email,
            avatar=user.avatar,
            about=user.about,
            public_profile=user.public_profile,
        )


def digest(key: str) -> str:
    """What is kept of a key. Keys have 256 random bits: a plain hash is enough."""
    return hashlib.sha256(key.encode()).hexdigest()
