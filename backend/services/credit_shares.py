"""What addresses were given: the trial once, an allowance once a month, however many accounts come and go.

An address is kept as a hash that is keyed with SECRET_KEY, and of its months the last one alone.
"""

from __future__ import annotations

import hashlib
import hmac

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from backend.db import ledger
from backend.db.credits import CreditShare
from backend.db.models import User
from backend.db.session import Reader
from backend.db.upsert import insert
from backend.services.callers import user_id_of


class CreditShares:
    """Knows addresses by their keyed hashes."""

    def __init__(self, secret_key: str) -> None:
        self._key = hmac.digest(secret_key.encode(), b"credits of an address", hashlib.sha256)

    def has(self, reader: Reader, owner: str, key: str) -> bool:
        """Whether the address of an owner was given what a line's key names."""
        theirs = exists().where(CreditShare.digest == self._digest(reader, owner), CreditShare.key == key)
        return bool(reader.scalar(select(theirs)))

    def take(self, session: Session, owner: str, key: str) -> bool:
        """Write down that the address of an owner is given something; False where it was given that before.

        Whoever asks for the same address waits until the transaction ends.
        """
        digest = self._digest(session, owner)
        share = insert(session, CreditShare).values(digest=digest, key=key).on_conflict_do_nothing()
        if session.scalar(share.returning(CreditShare.key)) is None:
            return False
        if key != ledger.TRIAL:
            past = delete(CreditShare).where(CreditShare.digest == digest, CreditShare.key.not_in((key, ledger.TRIAL)))
            session.execute(past, execution_options={"synchronize_session": False})
        return True

    def _digest(self, reader: Reader, owner: str) -> str:
        email = reader.scalar(select(User.email).where(User.id == user_id_of(owner)))
        return hmac.new(self._key, (email or owner).encode(), hashlib.sha256).hexdigest()
