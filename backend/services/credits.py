"""Credits of one's own: what there is, what comes, what a job holds, and the statement.

The ledger itself is in db/ledger.py; what is held for a job is settled or released by the step that ends it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session

from backend.db import ledger
from backend.db.credits import CreditAccount, CreditEntry
from backend.db.ledger import Line, Overdrawn
from backend.db.models import User
from backend.db.session import Database, Reader
from backend.jobs.views import JobView
from backend.services import statements
from backend.services.callers import Caller, owner_of, user_id_of
from backend.services.credit_shares import CreditShares
from backend.services.errors import CreditsShort
from backend.services.prices import PriceList

GIVEN = (ledger.ALLOWANCE, ledger.GRANT, ledger.CODE)
MAX_NOTE = 200
# Every page shows what its reader has: this is built once, and is one statement.
ACCOUNT = (
    select(CreditAccount.balance, CreditAccount.held, CreditAccount.monthly, User.email_verified_at)
    .outerjoin(User, User.id == bindparam("user"))
    .where(CreditAccount.owner == bindparam("owner"))
)
NOT_VERIFIED = "Only the trial can be had before the address is verified."


@dataclass(frozen=True)
class Standing:
    """What an owner has, and what comes each month once their address is verified."""

    balance: int
    held: int
    monthly: int
    is_verified: bool


NOTHING = Standing(balance=0, held=0, monthly=0, is_verified=False)


class Credits:
    """What people have and spend. Where credits are off nothing costs anything, and nobody is told of them."""

    def __init__(
        self,
        database: Database,
        prices: PriceList,
        shares: CreditShares,
        *,
        enabled: bool,
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self.prices, self._shares = database, prices, shares
        self.enabled, self._clock = enabled, clock

    def balance(self, caller: Caller) -> int | None:
        """What the caller may spend; None where credits are off."""
        return self.standing(owner_of(caller.signed_in().id)).balance if self.enabled else None

    def state(self, caller: Caller) -> dict[str, Any]:
        """All that the caller's own page shows above the statement."""
        person = caller.signed_in()
        if self.enabled:
            return {"enabled": True, **self.document(owner_of(person.id))}
        nothing = {"balance": 0, "held": 0, "trial": False, "monthly": 0, "next_allowance": None}
        return {"enabled": False, **nothing, "verified": person.email_verified}

    def document(self, owner: str) -> dict[str, Any]:
        """What an owner has, and whether it is nothing but the trial."""
        standing = self.standing(owner)
        more = select(exists().where(CreditEntry.owner == owner, CreditEntry.kind.in_(GIVEN)))
        with self._database.reading() as connection:
            is_trial = not connection.scalar(more)
        return {
            "balance": standing.balance,
            "held": standing.held,
            "trial": is_trial,
            "monthly": standing.monthly,
            "verified": standing.is_verified,
            "next_allowance": statements.next_month(self._clock()) if standing.monthly else None,
        }

    def price_list(self) -> dict[str, Any]:
        """What things cost and what people get; nothing where credits are off."""
        if not self.enabled:
            return {"enabled": False, "trial": 0, "monthly": 0, "results": []}
        listed = self.prices
        return {"enabled": True, "trial": listed.trial, "monthly": listed.monthly, "results": listed.documents()}

    def price_of(self, engine: str) -> dict[str, float] | None:
        """What music by an engine costs; None where credits are off, or it is free."""
        price = self.prices.row("music", engine) if self.enabled else None
        return dict(vars(price)) if price else None

    def standing(self, owner: str) -> Standing:
        """What an owner has now; what is due is given first."""
        with self._database.reading() as connection:
            standing = self._standing(connection, owner)
            # Look before anything is written: most of those who ask have got everything.
            if standing and not self._is_due(connection, owner, standing):
                return standing
        with self._database.transaction() as session:
            return self.give_due(session, owner)

    def page(self, owner: str, *, number: int, size: int) -> tuple[int, list[dict[str, Any]]]:
        """A page of the lines of an owner's ledger, the newest first, and how many there are."""
        lines = select(CreditEntry).where(CreditEntry.owner == owner)
        newest = lines.order_by(CreditEntry.id.desc()).limit(size).offset((number - 1) * size)
        with self._database.transaction() as session:
            count = session.scalar(select(func.count()).select_from(lines.subquery())) or 0
            return count, [statements.line_document(line) for line in session.scalars(newest)]

    def statement(self, owner: str) -> str:
        """All lines of an owner as CSV, the oldest first."""
        lines = select(CreditEntry).where(CreditEntry.owner == owner).order_by(CreditEntry.id)
        with self._database.transaction() as session:
            return statements.csv_of(statements.line_document(line) for line in session.scalars(lines))

    def give_due(self, session: Session, owner: str) -> Standing:
        """Give an owner what is due: the trial with the account, and the month's allowance if they may have more.

        What their address was given before, perhaps with an account that was closed, is due no more.
        """
        ledger.open_account(session, owner, self._clock())
        if self.prices.trial:
            self._give(session, Line(owner, ledger.TRIAL, self.prices.trial, ledger.TRIAL))
        standing = self._standing(session, owner) or NOTHING
        if standing.monthly and standing.is_verified:
            self._give(session, Line(owner, ledger.ALLOWANCE, standing.monthly, self._month()))
        return self._standing(session, owner) or NOTHING

    def hold(self, session: Session, job: JobView, price: int, terms: dict[str, int]) -> None:
        """Hold the price of a job that was just put up, in the transaction that does so.

        Raises
        ------
        CreditsShort
            naming what is missing; the caller's transaction must not be committed then
        """
        self.give_due(session, job.owner)
        line = Line(
            job.owner,
            ledger.HOLD,
            -price,
            ledger.held_for(job.id),
            held=price,
            job_id=job.id,
            note=str(job.input.get("title", ""))[:MAX_NOTE],
            terms=terms,
        )
        try:
            ledger.add(session, line, self._clock())
        except Overdrawn as short:
            raise CreditsShort.of(price, short.balance, self._remedy(session, job.owner)) from short

    def is_verified(self, reader: Reader, owner: str) -> bool:
        """Whether an owner may have more than the trial: people whose address is verified."""
        return reader.scalar(select(User.email_verified_at).where(User.id == user_id_of(owner))) is not None

    def _give(self, session: Session, line: Line) -> None:
        if self._shares.take(session, line.owner, line.key):
            ledger.add(session, line, self._clock())

    def _is_due(self, reader: Reader, owner: str, standing: Standing) -> bool:
        may_have = standing.monthly and standing.is_verified
        return bool(may_have and not self._shares.has(reader, owner, self._month()))

    def _standing(self, reader: Reader, owner: str) -> Standing | None:
        """None before an account is opened, and after it was closed."""
        found = reader.execute(ACCOUNT, {"owner": owner, "user": user_id_of(owner)}).one_or_none()
        if found is None:
            return None
        balance, held, own, verified_at = found
        return Standing(balance, held, self.prices.monthly if own is None else own, verified_at is not None)

    def _remedy(self, session: Session, owner: str) -> str:
        """What whoever lacks credits can do about it."""
        standing = self._standing(session, owner) or NOTHING
        if not standing.monthly:
            return "Redeem a code, or ask the administrator for more."
        if not standing.is_verified:
            return f"Verify your address to get {standing.monthly} each month."
        return f"The next {standing.monthly} come on {statements.next_month(self._clock())}."

    def _month(self) -> str:
        return f"{ledger.ALLOWANCE} {self._clock():%Y-%m}"
