"""The links in letters: signed, short-lived, and bound to what they are about, so that using one ends it.

A token names a user and carries a keyed hash of what it would change: the address and whether it is verified, or the
hash of the password. Once that has changed, by the link itself or otherwise, the token fits no longer.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from backend.db.models import User
from backend.services.errors import InvalidInput

DEAD = "This link does not work any more: it was used, is too old, or was replaced. Ask for a new one."


class Purpose(StrEnum):
    """What a link is for."""

    VERIFY = "verify"
    RESET = "reset"


LASTS = {Purpose.VERIFY: timedelta(hours=24), Purpose.RESET: timedelta(hours=1)}
# Where people get to: the first verifies at once, the second is a page that asks for the password.
PLACES = {Purpose.VERIFY: "/api/auth/verify-email/{}/", Purpose.RESET: "/reset-password/{}"}


class Links:
    """Writes links and reads their tokens."""

    def __init__(self, secret_key: str, public_url: str, *, clock: Callable[[], datetime]) -> None:
        class Stamp(TimestampSigner):
            def get_timestamp(self) -> int:
                return int(clock().timestamp())

        self.home = public_url
        self._secret = secret_key.encode()
        self._serializers = {
            purpose: URLSafeTimedSerializer(secret_key, salt=f"mail {purpose}", signer=Stamp) for purpose in Purpose
        }

    def write(self, purpose: Purpose, user: User) -> str:
        """The address that does something for a user as they are now."""
        token = self._serializers[purpose].dumps([user.id, self._bond(purpose, user)])
        return self.home + PLACES[purpose].format(token)

    def user_id(self, purpose: Purpose, token: str) -> int:
        """The user of a token; whether it still fits them `check` has to say.

        Raises
        ------
        InvalidInput
            if it is forged or too old
        """
        return self._read(purpose, token)[0]

    def check(self, purpose: Purpose, token: str, user: User | None) -> User:
        """Return the user if the token fits them as they are now.

        Raises
        ------
        InvalidInput
            if it does not
        """
        user_id, bond = self._read(purpose, token)
        if user is None or user.id != user_id or not hmac.compare_digest(bond, self._bond(purpose, user)):
            raise _dead()
        return user

    def _read(self, purpose: Purpose, token: str) -> tuple[int, str]:
        try:
            user_id, bond = self._serializers[purpose].loads(token, max_age=int(LASTS[purpose].total_seconds()))
        except BadData as dead:
            raise _dead() from dead
        return user_id, bond

    def _bond(self, purpose: Purpose, user: User) -> str:
        bound_to = [purpose, user.id, user.email, user.closed_at]
        if purpose is Purpose.VERIFY:
            bound_to += [user.email_verified_at, user.pending_email]
        else:
            bound_to += [user.password_hash]
        return hmac.new(self._secret, repr(bound_to).encode(), hashlib.sha256).hexdigest()[:32]


def _dead() -> InvalidInput:
    return InvalidInput.of({"token": [DEAD]})
