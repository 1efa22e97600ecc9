"""Codes that people redeem for credits. Whoever has one may use it, so only hashes are kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from backend.db import ledger
from backend.db.credits import CreditCode
from backend.db.ledger import Line
from backend.db.session import Database
from backend.services.callers import Caller, owner_of
from backend.services.credits import MAX_NOTE, NOT_VERIFIED, Credits
from backend.services.errors import Conflict, InvalidInput, NotFound
from backend.services.moments import iso
from backend.services.prices import MOST

# Four groups of four letters or digits, 5 bits each: nobody guesses 80 bits. None looks like another.
GROUPS, LETTERS = 4, "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
MOST_USES = 1_000_000
NO_CODE = "There is no such code, or it was used up, or its time is over."


class CreditCodes:
    """Makes, lists, ends and redeems codes. All but redeeming is the administrator's."""

    def __init__(self, database: Database, credits: Credits, *, clock: Callable[[], datetime]) -> None:
        self._database, self._credits, self._clock = database, credits, clock

    def make(self, amount: int, *, uses: int = 1, note: str = "", expires_at: datetime | None = None) -> dict[str, Any]:
        """Make a code that gives so many credits to each of ``uses`` people; it is shown in this answer only."""
        if not 0 < amount <= MOST:
            raise InvalidInput.of({"amount": [f"A code gives 1 to {MOST} credits (given: {amount})."]})
        if not 0 < uses <= MOST_USES:
            raise InvalidInput.of({"uses": [f"A code is for 1 to {MOST_USES} people (given: {uses})."]})
        code = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(GROUPS))
        with self._database.transaction() as session:
            row = CreditCode(_digest(code), code[-4:], amount, uses, uses, self._clock(), note[:MAX_NOTE], expires_at)
            session.add(row)
            session.flush()
            return {**_document(row), "code": code}

    def listing(self) -> list[dict[str, Any]]:
        """All codes, the newest first; how each ends, and not the code itself."""
        with self._database.transaction() as session:
            return [_document(row) for row in session.scalars(select(CreditCode).order_by(CreditCode.id.desc()))]

    def end(self, code_id: int) -> None:
        """Let nobody redeem a code any more; what it gave stays given.

        Raises
        ------
        NotFound
            if there is no such code
        """
        with self._database.transaction() as session:
            ended = update(CreditCode).where(CreditCode.id == code_id).values(uses_left=0).returning(CreditCode.id)
            if session.scalar(ended, execution_options={"synchronize_session": False}) is None:
                raise NotFound(f"There is no code {code_id}.")

    def redeem(self, caller: Caller, code: str) -> dict[str, Any]:
        """Give the caller what a code is good for, once to each.

        Raises
        ------
        InvalidInput
            if there is no such code, or it is used up, or over
        Conflict
            if they have redeemed it before, their address is not verified, or credits are off
        """
        if not self._credits.enabled:
            raise Conflict("Nothing costs anything here, so there is nothing to redeem.")
        owner, now = owner_of(caller.signed_in().id), self._clock()
        with self._database.transaction() as session:
            self._credits.give_due(session, owner)
            if not self._credits.is_verified(session, owner):
                raise Conflict(f"{NOT_VERIFIED} Follow the link in your letter first.")
            found = self._take(session, code, now)
            line = Line(owner, ledger.CODE, found.amount, f"{ledger.CODE} {found.id}", note=found.note)
            if not ledger.add(session, line, now):
                raise Conflict("You have redeemed this code already.")
        return {"amount": found.amount, **self._credits.document(owner)}

    def _take(self, session: Session, code: str, now: datetime) -> Any:
        is_on = or_(CreditCode.expires_at.is_(None), CreditCode.expires_at > now)
        mine = update(CreditCode).where(CreditCode.digest == _digest(code), CreditCode.uses_left > 0, is_on)
        used = mine.values(uses_left=CreditCode.uses_left - 1)
        used = used.returning(CreditCode.id, CreditCode.amount, CreditCode.note)
        found = session.execute(used, execution_options={"synchronize_session": False}).first()
        if found is None:
            raise InvalidInput.of({"code": [NO_CODE]})
        return found


def _digest(code: str) -> str:
    """What is kept of a code, however people type it."""
    return hashlib.sha256("".join(sign for sign in code.upper() if sign.isalnum()).encode()).hexdigest()


def _document(row: CreditCode) -> dict[str, Any]:
    return {
        "id": row.id,
        "hint": f"…{row.hint}",
        "amount": row.amount,
        "uses": row.uses,
        "uses_left": row.uses_left,
        "note": row.note,
        "created_at": iso(row.created_at),
        "expires_at": iso(row.expires_at) if row.expires_at else None,
    }
