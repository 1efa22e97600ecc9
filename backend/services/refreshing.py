"""Refresh tokens: each is good for one new access token and the refresh token that comes after it.

Whoever presents one that was used before has stolen it, or was stolen from: which of both cannot be told, so the login
ends with its key, its cookie and its access tokens. A token is signed, so that what we never gave out ends nothing.

.. [1] RFC 9700, "Best Current Practice for OAuth 2.0 Security", 4.14.2, refresh token rotation.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from itsdangerous import BadSignature, Signer
from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.db.models import Login
from backend.db.session import Database
from backend.services.errors import NotSignedIn
from backend.services.logins import IS_ALIVE, Logins, digest

# As long as the ids of logins, with which tokens begin.
ID_LENGTH = 32
_BLIND = {"synchronize_session": False}


class Refreshing:
    """Gives out refresh tokens and takes them back."""

    def __init__(self, database: Database, logins: Logins, secret_key: str, *, clock: Callable[[], datetime]) -> None:
        self._database, self._logins, self._clock = database, logins, clock
        self._signer = Signer(secret_key, salt="refresh")

    def begin(self, session: Session, login_id: str) -> str:
        """Give a login its first refresh token, in the caller's transaction."""
        token = self._token(login_id)
        session.execute(update(Login).where(Login.id == login_id).values(refresh_hash=digest(token)))
        return token

    def turn(self, token: str) -> tuple[str, str]:
        """Take a token; the answer is its login and the token that comes after it.

        Raises
        ------
        NotSignedIn
            if it is none of ours, or its login is over; one that was used before ends its login
        """
        login_id = self._login_of(token)
        after = self._token(login_id)
        with self._database.transaction() as session:
            used = update(Login).where(Login.id == login_id, Login.refresh_hash == digest(token), IS_ALIVE)
            used = used.values(refresh_hash=digest(after), last_used_at=self._clock()).returning(Login.id)
            is_good = session.scalar(used, self._logins.alive(), execution_options=_BLIND) is not None
        if not is_good:
            self._logins.revoke(login_id)
            raise _refused()
        return login_id, after

    def _token(self, login_id: str) -> str:
        return self._signer.sign(login_id + secrets.token_urlsafe(32)).decode()

    def _login_of(self, token: str) -> str:
        try:
            return self._signer.unsign(token).decode()[:ID_LENGTH]
        except (BadSignature, UnicodeError) as forged:
            raise _refused() from forged


def _refused() -> NotSignedIn:
    return NotSignedIn("The session is over; log in again.")
