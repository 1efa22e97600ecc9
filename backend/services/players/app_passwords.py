"""App passwords: one for each player, made here and shown once.

Players prove that they know one by a hash over it and a salt of theirs, so it must be readable here: it is kept
encrypted, under a key that SECRET_KEY gives, and opens nothing but ``/rest/``. The password of the account does not.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, select, update

from backend.db.models import User
from backend.db.players import AppPassword
from backend.db.session import Database
from backend.services import spelling
from backend.services.callers import Caller
from backend.services.errors import Conflict, NotAllowed, NotFound
from backend.services.logins import PERSON, TOUCH_EVERY, Logins
from backend.services.moments import iso

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

MOST = 50
# Easily typed on a telephone: small letters and digits without those that look alike, 31 ** 20 > 2 ** 99 of them.
SIGNS, GROUPS, GROUP = "abcdefghijkmnpqrstuvwxyz2345678", 5, 4
HEX = "enc:"

_WHO: Any = (
    select(
        AppPassword.id,
        AppPassword.secret,
        AppPassword.last_used_at,
        *PERSON,
    )
    .join_from(AppPassword, User)
    .where(User.name_key == bindparam("name_key"), User.closed_at.is_(None), User.disabled_at.is_(None))
    .order_by(AppPassword.id)
)


class AppPasswords:
    """Makes app passwords, and finds out who a player plays for."""

    def __init__(self, database: Database, logins: Logins, secret_key: str, *, clock: Callable[[], datetime]) -> None:
        self._database, self._logins, self._clock = database, logins, clock
        self._secret_key = secret_key

    def listing(self, caller: Caller) -> list[dict[str, Any]]:
        """The caller's app passwords, the newest first; what they are is told by none of them."""
        theirs = select(*AppPassword.__table__.columns).where(AppPassword.user_id == caller.signed_in().id)
        with self._database.reading() as connection:
            rows = connection.execute(theirs.order_by(AppPassword.id.desc())).all()
        return [_document(row) for row in rows]

    def make(self, caller: Caller, name: str) -> dict[str, Any]:
        """Make a password for a player; it is shown in this answer and never again.

        Raises
        ------
        NotAllowed
            for a caller who has an API key only: a lost key must not be able to outlive its end
        Conflict
            if there are very many already
        """
        user_id = caller.signed_in().id
        _refuse_programs(caller)
        password = "-".join("".join(secrets.choice(SIGNS) for _ in range(GROUP)) for _ in range(GROUPS))
        with self._database.transaction() as session:
            count = session.scalar(select(func.count(AppPassword.id)).where(AppPassword.user_id == user_id)) or 0
            if count >= MOST:
                raise Conflict(f"You have {MOST} app passwords, which is as many as one may have; remove some first.")
            made = AppPassword(user_id, name, self._cipher.encrypt(password.encode()).decode(), self._clock())
            session.add(made)
            session.flush()
            return {**_document(made), "username": caller.signed_in().username, "password": password}

    def remove(self, caller: Caller, password_id: int) -> None:
        """End an app password.

        Raises
        ------
        NotFound
            if the caller has none of this number
        """
        user_id = caller.signed_in().id
        _refuse_programs(caller)
        theirs = delete(AppPassword).where(AppPassword.id == password_id, AppPassword.user_id == user_id)
        with self._database.transaction() as session:
            if session.scalar(theirs.returning(AppPassword.id)) is None:
                raise NotFound(f"You have no app password {password_id}.")

    def caller_with_token(self, username: str, token: str, salt: str) -> Caller | None:
        """Who proves by ``md5(password + salt)``, in hexadecimal digits, that they know one of their app passwords."""
        return self._caller(username, lambda password: _md5(password + salt), token.lower())

    def caller_with_password(self, username: str, password: str) -> Caller | None:
        """Who says one of their app passwords, as it is or as ``enc:`` and its bytes in hexadecimal digits."""
        return self._caller(username, lambda kept: kept, plain_password(password))

    def _caller(self, username: str, proof: Callable[[str], str], shown: str) -> Caller | None:
        with self._database.reading() as connection:
            rows = connection.execute(_WHO, {"name_key": spelling.name_key(username)}).all()
        found = self._find(rows, proof, shown.encode())
        if found is None:
            return None
        now = self._clock()
        if found.last_used_at is None or now - found.last_used_at > TOUCH_EVERY:
            with self._database.transaction() as session:
                session.execute(update(AppPassword).where(AppPassword.id == found.id).values(last_used_at=now))
        return Caller(self._logins.person(found), is_program=True)

    def _find(self, rows: Iterable[Any], proof: Callable[[str], str], shown: bytes) -> Any:
        from cryptography.fernet import InvalidToken  # noqa: PLC0415 - as below

        for row in rows:
            try:
                password = self._cipher.decrypt(row.secret.encode()).decode()
            except InvalidToken:
                continue  # SECRET_KEY was changed since: the player needs another password
            if hmac.compare_digest(proof(password).encode(), shown):
                return row
        return None

    @cached_property
    def _cipher(self) -> Fernet:
        from cryptography.fernet import Fernet  # noqa: PLC0415 - only who lets players in loads OpenSSL

        key = hmac.digest(self._secret_key.encode(), b"app passwords", hashlib.sha256)
        return Fernet(base64.urlsafe_b64encode(key))


def plain_password(given: str) -> str:
    """The password that a player sent; what is no hexadecimal after ``enc:`` is taken as it stands."""
    if given.startswith(HEX):
        try:
            return bytes.fromhex(given.removeprefix(HEX)).decode()
        except ValueError:
            return given
    return given


def _md5(text: str) -> str:
    """MD5 is what the protocol asks for; it proves a random password of 99 bits and is kept nowhere."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _refuse_programs(caller: Caller) -> None:
    if caller.is_program:
        raise NotAllowed("An API key cannot make or end app passwords; sign in with the password for that.")


def _document(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "created_at": iso(row.created_at),
        "last_used_at": iso(row.last_used_at) if row.last_used_at else None,
    }
