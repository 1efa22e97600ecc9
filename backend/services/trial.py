"""The trial: how many songs a day a visitor without an account may make.

A guest's key begins with a keyed hash of the address that it was given to, and the count goes by that beginning:
dropping the cookie gives a new key, but not a new allowance.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from backend.db.models import Asset, Job, Song
from backend.services.callers import Caller
from backend.services.errors import TrialSpent
from backend.services.names import unguessable

DAY = timedelta(days=1)


class Trial:
    """Gives guests their keys and counts what they make."""

    def __init__(self, secret_key: str, *, allowance: int, clock: Callable[[], datetime]) -> None:
        self._secret, self._allowance, self._clock = secret_key, allowance, clock
        self._cookies = URLSafeSerializer(secret_key, salt="guest")

    def new_guest(self, address: str) -> Caller:
        """Welcome a visitor who comes from an address for the first time."""
        place = hmac.new(self._secret.encode(), address.encode(), hashlib.sha256).hexdigest()[:12]
        return Caller(guest_key=f"{place}-{unguessable()}")

    def cookie(self, guest: Caller) -> str:
        """What the guest's browser keeps."""
        return str(self._cookies.dumps(guest.guest_key))

    def guest_with_cookie(self, cookie: str) -> Caller | None:
        """The guest who brings a cookie back; None if it is not one of ours."""
        try:
            return Caller(guest_key=str(self._cookies.loads(cookie)))
        except BadSignature:
            return None

    def hand_over(self, session: Session, guest: Caller, owner: str) -> None:
        """Give what a guest made to the account that the guest has signed in to."""
        for table in (Song, Asset):
            session.execute(update(table).where(table.owner == guest.owner).values(owner=owner))
        # A guest's idempotency key could be one that the account has used, too.
        jobs = update(Job).where(Job.owner == guest.owner)
        session.execute(jobs.values(owner=owner, idempotency_key=None))

    def check(self, session: Session, owner: str) -> None:
        """Ask after a guest's new job was added whether it is within the day's allowance; users always pass.

        Raises
        ------
        TrialSpent
            if it is not; the caller's transaction must not be committed then
        """
        if not owner.startswith("guest:"):
            return
        place = owner.partition("-")[0]
        # "." follows "-" in ASCII: the range holds exactly the keys that begin with the place.
        recent = (Job.owner >= f"{place}-", Job.owner < f"{place}.", Job.created_at > self._clock() - DAY)
        if (session.scalar(select(func.count(Job.id)).where(*recent)) or 0) > self._allowance:
            raise TrialSpent(
                f"The trial makes {self._allowance} songs a day. Sign up to go on."
                if self._allowance
                else "Sign up to make songs; this studio has no trial."
            )
