"""What a worker does for jobs that nobody runs any more."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from backend.db.models import Job
from backend.db.session import Database
from backend.jobs import processes, status, steps
from backend.jobs.timing import Timing, utcnow

logger = logging.getLogger(__name__)

WORKER_LOST = {
    "code": "worker_lost",
    "message": "The process that made this was lost more than once. Please try again.",
    "retryable": True,
}


@dataclass(frozen=True)
class Swept:
    """What a sweep did: the ids of the jobs that were put back and of those that failed."""

    back: tuple[str, ...]
    failed: tuple[str, ...]


class Salvage:
    """Puts back, or gives up, what was lost: by this worker's processes, or by any whose lease has ended."""

    def __init__(
        self, database: Database, worker: str, *, timing: Timing | None = None, clock: Callable[[], datetime] = utcnow
    ) -> None:
        self._database = database
        self._worker = worker
        self._timing = timing or Timing()
        self._clock = clock

    def release(self) -> dict[str, float]:
        """Put back what this worker's processes held, uncounted: it stops on purpose and they are dead.

        The answer is the lengths of those jobs, by id, as whoever announces them needs to know.
        """
        with self._database.transaction() as session:
            back = self._put_back(session, self._held_by(""), Job.attempt - 1)
            return dict(session.execute(select(Job.id, Job.length_s).where(Job.id.in_(back))).all())

    def sweep(self, *, dead: str | None = None) -> Swept:
        """Put back the jobs whose lease has ended, or fail those that have used up their attempts.

        ``dead`` names a process of this worker that was seen dead ("" for all of them): its leases end now.
        """
        lapsed = and_(Job.status == status.STARTED, Job.lease_until < self._clock())
        if dead is not None:
            lapsed = or_(lapsed, self._held_by(dead))
        with self._database.transaction() as session:
            # What ends comes last: it touches accounts of credits, and whoever holds one must not wait for a job.
            back = self._put_back(session, and_(lapsed, Job.attempt < self._timing.attempts), Job.attempt)
            return Swept(back, self._lose(session, and_(lapsed, Job.attempt >= self._timing.attempts), Job.attempt))

    def bury(self, process: int, job_id: str, code: int) -> bool:
        """See to the job of a process of this worker that has ended; tell whether it died before it had claimed it.

        What such a process was to do counts as an attempt, or a job that kills whoever touches it would be begun for
        ever.
        """
        if code == 0:
            return False
        swept = self.sweep(dead=str(process))
        if code == processes.CALLED_OFF:
            return False
        logger.warning("The process that was to do job %s ended with %d", job_id, code)
        if job_id in swept.back + swept.failed:
            return False
        waits = and_(Job.id == job_id, Job.status == status.QUEUED)
        with self._database.transaction() as session:
            failed = self._lose(session, and_(waits, Job.attempt + 1 >= self._timing.attempts), Job.attempt + 1)
            return bool(failed or self._put_back(session, waits, Job.attempt + 1))

    def is_busy(self, *, overdue: bool = False) -> bool:
        """Tell whether a process of this worker holds a job; ``overdue``: one whose lease has ended."""
        held = select(Job.id).where(self._held_by("")).limit(1)
        if overdue:
            held = held.where(Job.lease_until < self._clock())
        with self._database.transaction() as session:
            return session.scalar(held) is not None

    def _held_by(self, process: str) -> ColumnElement[bool]:
        prefix = f"{self._worker}.{process}." if process else f"{self._worker}."
        return and_(Job.status == status.STARTED, Job.claim.startswith(prefix, autoescape=True))

    def _put_back(self, session: Session, which: ColumnElement[bool], attempt: Any) -> tuple[str, ...]:
        return steps.take(session, which, steps.put_back(self._clock(), attempt))

    def _lose(self, session: Session, which: ColumnElement[bool], attempt: Any) -> tuple[str, ...]:
        return steps.take(session, which, steps.lose(self._clock(), WORKER_LOST, attempt))
