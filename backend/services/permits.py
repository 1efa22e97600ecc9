"""Permits: signatures that open one address for a while, as the person who got it would open it.

``<audio>`` sends no headers, and a loudspeaker no cookies; they get an address with a permit behind it. It is bound to
the address, the person and the end of its time, by HMAC-SHA-256 under a key that SECRET_KEY gives.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from datetime import datetime, timedelta

# A long album, and a pause in it.
LASTS = timedelta(hours=6)
FORM = re.compile(r"(\d{1,10})\.(\d{1,12})\.([\w-]{43})", re.ASCII)


class Permits:
    """Writes permits and reads them."""

    def __init__(self, secret_key: str, *, clock: Callable[[], datetime]) -> None:
        self._key = hmac.digest(secret_key.encode(), b"permits", hashlib.sha256)
        self._clock = clock

    def write(self, address: str, user_id: int) -> tuple[str, datetime]:
        """A permit for an address, and when it ends."""
        ends = (self._clock() + LASTS).replace(microsecond=0)
        said = f"{user_id}.{int(ends.timestamp())}"
        return f"{said}.{self._sign(address, said)}", ends

    def user_id(self, address: str, permit: str) -> int | None:
        """Who got the permit; None if it is not for this address, not ours, or past its time."""
        found = FORM.fullmatch(permit)
        if found is None:
            return None
        signature = self._sign(address, f"{found[1]}.{found[2]}")
        is_good = hmac.compare_digest(signature, found[3]) and int(found[2]) > self._clock().timestamp()
        return int(found[1]) if is_good else None

    def _sign(self, address: str, said: str) -> str:
        digest = hmac.digest(self._key, f"{said}.{address}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")
