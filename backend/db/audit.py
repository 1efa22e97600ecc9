"""The audit of the ledger: what must be true of it at any moment, and where it is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.db import ledger
from backend.db.credits import CreditAccount, CreditEntry
from backend.db.models import Job

# The states of jobs that are not over; jobs/status.py has the words, and this room does not know that one.
ACTIVE = ("queued", "started")
FINISHED = "finished"


def faults(session: Session) -> list[str]:
    """All that is wrong with the ledger, a sentence each.

    The balance is the sum of the lines and never below zero, each line has the balance after it, what is held is what
    was held for jobs that are not over, and each job that is over was settled or released once.
    """
    lines: dict[str, list[CreditEntry]] = defaultdict(list)
    for line in session.scalars(select(CreditEntry).order_by(CreditEntry.id)):
        lines[line.owner].append(line)
    states: dict[str, str] = dict(session.execute(select(Job.id, Job.status)).all())
    accounts = session.execute(select(CreditAccount.owner, CreditAccount.balance, CreditAccount.held)).all()
    known = {account.owner for account in accounts}
    found = [f"{owner} has lines and no account." for owner in lines if owner not in known]
    for owner, balance, held in accounts:
        found += _sums(owner, lines[owner], balance, held)
        found += _jobs(owner, lines[owner], states)
    return found


def _sums(owner: str, lines: Sequence[CreditEntry], balance: int, held: int) -> Iterator[str]:
    running = 0
    for line in lines:
        running += line.amount
        if line.balance != running or running < 0:
            yield f"Line {line.id} of {owner} says {line.balance}; the lines until then make {running}."
    if balance != running:
        yield f"{owner} has {balance}; the lines make {running}."
    ends = {line.job_id for line in lines if line.kind in (ledger.SETTLE, ledger.RELEASE)}
    open_holds = -sum(line.amount for line in lines if line.kind == ledger.HOLD and line.job_id not in ends)
    if held != open_holds:
        yield f"{owner} has {held} held; open holds make {open_holds}."


def _jobs(owner: str, lines: Sequence[CreditEntry], states: Mapping[str, str]) -> Iterator[str]:
    holds, ends = defaultdict(list), defaultdict(list)
    for line in lines:
        if line.kind == ledger.HOLD:
            holds[line.job_id or ""].append(line)
        elif line.kind in (ledger.SETTLE, ledger.RELEASE):
            ends[line.job_id or ""].append(line)
    for job_id, held in holds.items():
        state = states.get(job_id, "gone")
        wanted = [] if state in ACTIVE else [ledger.SETTLE if state == FINISHED else ledger.RELEASE]
        if len(held) != 1:
            yield f"{job_id} of {owner} was held for {len(held)} times."
        if (kinds := [end.kind for end in ends[job_id]]) != wanted:
            yield f"{job_id} of {owner} is {state} and has the ends {kinds}, not {wanted}."
    yield from (f"{job_id} of {owner} has an end and no hold." for job_id in ends if job_id not in holds)
