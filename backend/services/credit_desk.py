"""The administrator's desk for credits: grants, and allowances of single people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update

from backend.db import audit, ledger
from backend.db.credits import CreditAccount
from backend.db.ledger import Line, Overdrawn
from backend.db.models import User
from backend.db.session import Database
from backend.services import names, spelling
from backend.services.callers import owner_of
from backend.services.credits import MAX_NOTE, NOT_VERIFIED, Credits
from backend.services.errors import Conflict, InvalidInput, NotFound
from backend.services.prices import MOST


class CreditDesk:
    """Gives credits. Who asks is the administrator, or is on the command line."""

    def __init__(self, database: Database, credits: Credits, *, clock: Callable[[], datetime]) -> None:
        self._database, self._credits, self._clock = database, credits, clock

    def owner(self, user: int | str) -> str:
        """The owner's name of a user, by id, user name or address.

        Raises
        ------
        NotFound
            if there is none
        """
        with self._database.transaction() as session:
            named = User.id == user if isinstance(user, int) else _called(user)
            found = session.scalar(select(User.id).where(named, User.closed_at.is_(None)))
        if found is None:
            raise NotFound(f"There is no user {user}.")
        return owner_of(found)

    def grant(self, owner: str, amount: int, *, note: str = "", key: str | None = None) -> dict[str, Any]:
        """Give credits, or take some back by a negative amount; the same key gives them once.

        Raises
        ------
        InvalidInput
            if more would be taken than there is
        Conflict
            if the address of the account is not verified
        """
        if not amount or abs(amount) > MOST:
            raise InvalidInput.of({"amount": [f"Give 1 to {MOST} credits, or take as many (given: {amount})."]})
        once = f"{ledger.GRANT} {key or names.unguessable()}"
        with self._database.transaction() as session:
            self._credits.give_due(session, owner)
            if amount > 0 and not self._credits.is_verified(session, owner):
                raise Conflict(NOT_VERIFIED)
            try:
                ledger.add(session, Line(owner, ledger.GRANT, amount, once, note=note[:MAX_NOTE]), self._clock())
            except Overdrawn as short:
                most = f"The account has {short.balance} credits; no more can be taken (given: {amount})."
                raise InvalidInput.of({"amount": [most]}) from short
        return self._credits.document(owner)

    def allow(self, owner: str, monthly: int | None) -> dict[str, Any]:
        """Say what an owner gets each month, from the next allowance on; None: what everybody gets."""
        if monthly is not None and not 0 <= monthly <= MOST:
            raise InvalidInput.of({"monthly": [f"It may be 0 to {MOST} (given: {monthly})."]})
        with self._database.transaction() as session:
            self._credits.give_due(session, owner)
            change = update(CreditAccount).where(CreditAccount.owner == owner).values(monthly=monthly)
            session.execute(change, execution_options={"synchronize_session": False})
        return self._credits.document(owner)

    def faults(self) -> list[str]:
        """What is wrong with the ledger, a sentence each."""
        with self._database.transaction() as session:
            return audit.faults(session)


def _called(name: str) -> Any:
    return or_(User.email == spelling.address(name), User.name_key == spelling.name_key(name))
