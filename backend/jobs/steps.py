"""The life of a job: every step from one state to the next, what it writes, and the one statement that takes it.

    queued ── start ──▶ started ── finish ──▶ finished
      ▲                   │  │ ──── fail ────▶ failed        (lose: failed by others, for a run that is dead)
      └──── put back ─────┘  └─── cancel ───▶ cancelled      (from queued too)

A process that dies before it has claimed its job leaves it queued: putting back and losing begin there as well.

The step that ends a job also ends what was held for it in credits, in the same transaction: so each job is paid for, or
given back, exactly once, however it ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from backend.db import ledger
from backend.db.models import Job
from backend.jobs import status


@dataclass(frozen=True)
class Step:
    """The states it begins in, and what it writes."""

    origins: tuple[str, ...]
    values: dict[str, Any]

    @property
    def is_last(self) -> bool:
        """Whether the job is over with it."""
        return self.values.get("status") in status.FINAL


def start(token: str, now: datetime, lease_until: datetime) -> Step:
    """A run claims the job."""
    claimed = {"claim": token, "lease_until": lease_until, "started_at": now, "attempt": Job.attempt + 1}
    return Step((status.QUEUED,), {"status": status.STARTED, **claimed})


def show(outputs: list[dict[str, Any]]) -> Step:
    """The run goes on, and has something to show already."""
    return Step((status.STARTED,), {"outputs": outputs})


def finish(now: datetime, **told: Any) -> Step:
    """The run has done it; ``told`` are the columns of its outcome."""
    return Step((status.STARTED,), {**_over(status.FINISHED, now), "progress": 1.0, **told})


def fail(now: datetime, error: dict[str, Any]) -> Step:
    """The run could not do it."""
    return Step((status.STARTED,), {**_over(status.FAILED, now), "error": error})


def lose(now: datetime, error: dict[str, Any], attempt: Any) -> Step:
    """Nobody runs it any more, and it was tried often enough."""
    return Step(status.ACTIVE, {**_over(status.FAILED, now), "error": error, "claim": None, "attempt": attempt})


def cancel(now: datetime) -> Step:
    """Its owner wants it no longer."""
    return Step(status.ACTIVE, _over(status.CANCELLED, now))


def put_back(now: datetime, attempt: Any) -> Step:
    """Nobody runs it any more; somebody else may."""
    forgotten = {"outputs": None, "claim": None, "lease_until": None, "started_at": None, "stage": "", "progress": 0.0}
    return Step(status.ACTIVE, {"status": status.QUEUED, "queued_at": now, "attempt": attempt, **forgotten})


def take(session: Session, which: ColumnElement[bool], step: Step) -> tuple[str, ...]:
    """Take a step with those jobs that are where it begins; return their ids."""
    change = update(Job).where(which, Job.status.in_(step.origins))
    change = change.values(step.values | {"version": Job.version + 1}).returning(Job.id)
    # The session holds no copy of the rows, so there is nothing to bring up to date.
    taken = tuple(session.scalars(change, execution_options={"synchronize_session": False}).all())
    if taken and step.is_last:
        is_done = step.values["status"] == status.FINISHED
        ledger.close(session, taken, step.values["finished_at"], is_done=is_done)
    return taken


def _over(word: str, now: datetime) -> dict[str, Any]:
    # What was shown early is gone; what a finished job made takes its place.
    return {"status": word, "finished_at": now, "lease_until": None, "outputs": None}
