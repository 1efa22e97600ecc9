"""The trial: how many songs a day a visitor without an account may make.

A guest's key begins with a keyed hash of the place that it was given to, and each use is written down under that
beginning: neither a new cookie nor an account for what was made gives a new allowance.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from backend.db.models import Asset, Job, Song, TrialUse
from backend.services.addresses import place_of
from backend.services.artists import artist_of
from backend.services.callers import Caller
from backend.services.errors import TrialSpent
from backend.services.names import unguessable

DAY = timedelta(days=1)
GUEST = "guest:"
# Shorter names of requests are made up by people, and others of the same place could make up the same.
LEAST_AGAIN = 16


class Trial:
    """Gives guests their keys and counts what they make."""

    def __init__(self, secret_key: str, *, allowance: int, clock: Callable[[], datetime]) -> None:
        self._secret, self._allowance, self._clock = secret_key, allowance, clock
        self._cookies = URLSafeSerializer(secret_key, salt="guest")

    def new_guest(self, address: str, *, again: str = "") -> Caller:
        """Welcome a visitor who comes from an address for the first time.

        ``again`` is the visitor's own unguessable name for the request: who sends it twice, before the first answer
        brought the cookie, is one guest and not two.
        """
        place = self._hash(place_of(address))[:12]
        key = self._hash(f"{place} {again}")[:32] if len(again) >= LEAST_AGAIN else unguessable()
        return Caller(guest_key=f"{place}-{key}")

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
        nameless = update(Song).where(Song.owner == guest.owner, Song.artist_id.is_(None))
        session.execute(nameless.values(artist_id=artist_of(session, owner, self._clock())))
        for table in (Song, Asset):
            session.execute(update(table).where(table.owner == guest.owner).values(owner=owner))
        # A guest's idempotency key could be one that the account has used, too.
        jobs = update(Job).where(Job.owner == guest.owner)
        session.execute(jobs.values(owner=owner, idempotency_key=None))

    def draw(self, session: Session, owner: str) -> None:
        """Write down that a guest makes something, if that is within the day's allowance; users always pass.

        Raises
        ------
        TrialSpent
            if it is not; the caller's transaction must not be committed then
        """
        if not owner.startswith(GUEST):
            return
        now, place = self._clock(), owner.removeprefix(GUEST).partition("-")[0]
        if session.get_bind().dialect.name == "postgresql":
            # Two requests at once would not see each other's use; SQLite has one writer anyway.
            session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"trial {place}"))))
        session.add(TrialUse(place, now))
        session.flush()
        today = select(func.count(TrialUse.id)).where(TrialUse.place == place, TrialUse.created_at > now - DAY)
        if (session.scalar(today) or 0) > self._allowance:
            raise TrialSpent(
                f"The trial makes {self._allowance} songs a day. Sign up to go on."
                if self._allowance
                else "Sign up to make songs; this studio has no trial."
            )

    def tidy(self, session: Session) -> None:
        """Forget what no longer counts."""
        session.execute(delete(TrialUse).where(TrialUse.created_at <= self._clock() - DAY))

    def _hash(self, words: str) -> str:
        return hmac.new(self._secret.encode(), words.encode(), hashlib.sha256).hexdigest()
