"""Access tokens: signed, short-lived, and tied to a login, so that they end with it (RFC 7519, HS256)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta

import jwt

ALGORITHM = "HS256"
ISSUER = AUDIENCE = "mini-studio"
LIFETIME = timedelta(minutes=15)


class AccessTokens:
    """Writes and reads access tokens."""

    def __init__(self, secret_key: str, *, clock: Callable[[], datetime]) -> None:
        self._key = hmac.digest(secret_key.encode(), b"access token", hashlib.sha256)
        self._clock = clock

    def write(self, user_id: int, login_id: str) -> str:
        """Sign a token for a login."""
        now = self._clock()
        claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": str(user_id), "sid": login_id, "iat": now}
        return jwt.encode({**claims, "exp": now + LIFETIME}, self._key, ALGORITHM)

    def login_id(self, token: str) -> str | None:
        """The login behind a token; None if it is forged or past its time."""
        try:
            claims = jwt.decode(
                token,
                self._key,
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                audience=AUDIENCE,
                options={"require": ["exp", "iat", "sub", "sid"], "verify_exp": False, "verify_iat": False},
            )
        except jwt.InvalidTokenError:
            return None
        sid, expires = claims["sid"], claims["exp"]
        return sid if isinstance(sid, str) and expires > self._clock().timestamp() else None
