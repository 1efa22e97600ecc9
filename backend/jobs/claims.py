"""Who may run a job: every change of a job's state by those that run jobs, each one step of ``steps``.

A run holds a job while the row says ``started`` and carries the run's own token. Whatever it writes names both in the
WHERE clause, so that a run that was cancelled, or was taken for dead, can write nothing any more. Tokens read
``worker.process.random``: what a worker or a process held can be told from its beginning.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, select, update
from sqlalchemy.orm import Session

from backend.db.models import Job
from backend.db.session import Database
from backend.jobs import status, steps
from backend.jobs.errors import ClaimLost
from backend.jobs.timing import Timing, utcnow

AT_ONCE = 500  # waiting jobs that are looked at together


@dataclass(frozen=True)
class Claim:
    """The right to run a job, and what the run needs to know of it."""

    job_id: str
    token: str
    type: str
    owner: str
    input: dict[str, Any]
    seed: int | None
    length_s: float
    engine_requested: str | None
    attempt: int


class Hold(Enum):
    """What has become of a claim."""

    MINE = "mine"
    OVER = "over"
    LOST = "lost"


class Claims:
    """The claims of one worker process and of the processes that it forks."""

    def __init__(
        self,
        database: Database,
        worker: str,
        *,
        first: Collection[str] = (),
        timing: Timing | None = None,
        clock: Callable[[], datetime] = utcnow,
    ) -> None:
        self.database = database
        self.worker = worker
        self.timing = timing or Timing()
        self._clock = clock
        self._turn = case((Job.type.in_(first), 0), else_=1)

    def oldest(self) -> str | None:
        """Return the id of the job that has waited longest, if one waits; jobs of the ``first`` types go before."""
        return next(iter(self.waiting(limit=1)), None)

    def waiting(self, since_s: float = 0.0, *, limit: int = AT_ONCE) -> dict[str, float]:
        """Return the lengths, by id and in the order of their turns, of jobs that have waited for so long."""
        waiting = select(Job.id, Job.length_s).where(Job.status == status.QUEUED)
        if since_s:
            waiting = waiting.where(Job.queued_at < self._clock() - timedelta(seconds=since_s))
        with self.database.transaction() as session:
            return dict(session.execute(waiting.order_by(self._turn, Job.created_at, Job.id).limit(limit)).all())

    def claim(self, job_id: str) -> Claim | None:
        """Take a queued job, or return None if it is not to be had: taken, cancelled or gone."""
        token = f"{self.worker}.{os.getpid()}.{secrets.token_hex(8)}"
        now = self._clock()
        start = steps.start(token, now, now + timedelta(seconds=self.timing.lease_s))
        with self.database.transaction() as session:
            if not steps.take(session, Job.id == job_id, start):
                return None
            return _claim_of(session.get_one(Job, job_id), token)

    def keep(self, claim: Claim, *, renew: bool, told: tuple[str, float] | None) -> Hold:
        """Renew the lease, write what was told of the progress (stage, done), and see what became of the claim."""
        values: dict[str, Any] = {}
        if renew:
            values["lease_until"] = self._clock() + timedelta(seconds=self.timing.lease_s)
        if told:
            values |= {"stage": told[0], "progress": told[1], "version": Job.version + 1}
        with self.database.transaction() as session:
            if values:
                session.execute(update(Job).where(_held(claim)).values(values), execution_options=_BLIND)
            return self._hold(session, claim)

    def show(self, session: Session, claim: Claim, outputs: list[dict[str, Any]]) -> None:
        """Show early outputs in the caller's transaction; those of the finished job take their place.

        Raises
        ------
        ClaimLost
            if the job is no longer this run's
        """
        if not steps.take(session, _held(claim), steps.show(outputs)):
            raise ClaimLost(claim.job_id)

    def finish(
        self,
        session: Session,
        claim: Claim,
        *,
        result: dict[str, Any] | None = None,
        outputs: list[dict[str, Any]] | None = None,
        engine_used: str | None = None,
        fallback_reason: str | None = None,
    ) -> None:
        """Say in the caller's transaction that the job is done, so that its rows and the job's go in together.

        Raises
        ------
        ClaimLost
            if the job is no longer this run's; the caller's transaction must not be committed then
        """
        finish = steps.finish(
            self._clock(), result=result, outputs=outputs, engine_used=engine_used, fallback_reason=fallback_reason
        )
        if not steps.take(session, _held(claim), finish):
            raise ClaimLost(claim.job_id)

    def fail(self, claim: Claim, error: dict[str, Any]) -> None:
        """Say that the job went wrong.

        Raises
        ------
        ClaimLost
            if the job is no longer this run's
        """
        with self.database.transaction() as session:
            if not steps.take(session, _held(claim), steps.fail(self._clock(), error)):
                raise ClaimLost(claim.job_id)

    def _hold(self, session: Session, claim: Claim) -> Hold:
        found = session.execute(select(Job.status, Job.claim).where(Job.id == claim.job_id)).one_or_none()
        if found is None or found.claim != claim.token or found.status == status.CANCELLED:
            return Hold.LOST
        return Hold.MINE if found.status == status.STARTED else Hold.OVER


# The session holds no copy of the rows that these statements change, so there is nothing to bring up to date.
_BLIND = {"synchronize_session": False}


def _held(claim: Claim) -> ColumnElement[bool]:
    return and_(Job.id == claim.job_id, Job.status == status.STARTED, Job.claim == claim.token)


def _claim_of(job: Job, token: str) -> Claim:
    return Claim(
        job_id=job.id,
        token=token,
        type=job.type,
        owner=job.owner,
        input=job.input,
        seed=job.seed,
        length_s=job.length_s,
        engine_requested=job.engine_requested,
        attempt=job.attempt,
    )
