"""The ledger of credits: lines are added, never changed, and each account is the sum of its lines.

An account's row is held while a line is added, so the lines of an owner come one after the other and each has the
balance after it. Whoever holds accounts holds songs and jobs first, and several accounts in the order of their owners:
so nobody waits in a circle.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.db.credits import CreditAccount, CreditEntry
from backend.db.models import Job
from backend.db.upsert import insert

TRIAL, ALLOWANCE, GRANT, CODE = "trial", "allowance", "grant", "code"
HOLD, SETTLE, RELEASE = "hold", "settle", "release"

# The session holds no copies of accounts, so there is nothing to bring up to date.
_BLIND = {"synchronize_session": False}


@dataclass(frozen=True)
class Line:
    """What is to be added: ``amount`` to the balance, ``held`` to what is held.

    ``key`` names what happens once to an owner.
    """

    owner: str
    kind: str
    amount: int
    key: str
    held: int = 0
    job_id: str | None = None
    note: str = ""
    terms: dict[str, int] | None = None


class Overdrawn(Exception):
    """The balance would fall below zero. Nothing was written."""

    def __init__(self, owner: str, balance: int, amount: int) -> None:
        super().__init__(f"{owner} has {balance} credits; {-amount} cannot be taken.")
        self.balance, self.missing = balance, -amount - balance


def open_account(session: Session, owner: str, now: datetime) -> None:
    """Make sure that an owner has an account, and hold it until the transaction ends."""
    row = {"owner": owner, "created_at": now, "balance": 0, "held": 0}
    opened = insert(session, CreditAccount).values(row)
    session.execute(opened.on_conflict_do_update(index_elements=["owner"], set_={"owner": owner}))


def add(session: Session, line: Line, now: datetime) -> bool:
    """Add a line in the caller's transaction; False where the owner has one with its key already.

    Raises
    ------
    Overdrawn
        if the balance would fall below zero
    LookupError
        if the owner has no account
    """
    account = update(CreditAccount).where(CreditAccount.owner == line.owner)
    waited = account.values(balance=CreditAccount.balance).returning(CreditAccount.balance)
    before = session.scalar(waited, execution_options=_BLIND)
    if before is None:
        raise LookupError(f"{line.owner} has no account of credits.")
    done = select(CreditEntry.id).where(CreditEntry.owner == line.owner, CreditEntry.key == line.key)
    if session.scalar(done) is not None:
        return False
    after = before + line.amount
    if after < 0:
        raise Overdrawn(line.owner, before, line.amount)
    change = account.values(balance=after, held=CreditAccount.held + line.held)
    session.execute(change, execution_options=_BLIND)
    row = {name: value for name, value in vars(line).items() if name != "held"}
    session.execute(insert(session, CreditEntry).values(row | {"balance": after, "created_at": now}))
    return True


def close(session: Session, job_ids: Collection[str], now: datetime, *, is_done: bool) -> None:
    """Settle what was held for jobs that have just ended well, or release it; jobs that cost nothing hold nothing.

    A job that another engine made than the one asked for costs what its hold says of that engine, and never more than
    was held.
    """
    holds = select(CreditEntry, Job.engine_used).join(Job, Job.id == CreditEntry.job_id)
    holds = holds.where(CreditEntry.kind == HOLD, CreditEntry.job_id.in_(job_ids))
    for hold, engine in session.execute(holds.order_by(CreditEntry.owner, CreditEntry.id)).all():
        held, job_id = -hold.amount, str(hold.job_id)
        paid = min(held, (hold.terms or {}).get(engine or "", held)) if is_done else 0
        told: dict[str, Any] = {"held": -held, "job_id": job_id, "note": hold.note}
        add(session, Line(hold.owner, SETTLE if is_done else RELEASE, held - paid, ended(job_id), **told), now)


def held_for(job_id: str) -> str:
    """The key of the one line that holds credits for a job."""
    return f"hold {job_id}"


def ended(job_id: str) -> str:
    """The key of the one line, settling or releasing, by which a job is paid for or not."""
    return f"end {job_id}"
