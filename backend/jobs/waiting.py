"""How long a job still takes: the work ahead of it, shared by the workers that are alive, then its own.

Jobs are looked at many times a second: statements are built once, and a connection is enough for them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, func, or_, select

from backend.db.columns import UtcDateTime
from backend.db.models import Job, Worker
from backend.jobs import status
from backend.jobs.estimate import Estimates, left
from backend.jobs.views import Wait

_SEEN_SINCE = bindparam("seen_since", type_=UtcDateTime)
_CREATED_AT = bindparam("created_at", type_=UtcDateTime)
LIVE_WORKERS = select(func.count()).select_from(Worker).where(Worker.seen_at > _SEEN_SINCE)
_RUNNING = select(Job.type, Job.length_s, Job.started_at, Job.progress).where(Job.status == status.STARTED)
_AHEAD = (
    select(Job.type, func.count(), func.sum(Job.length_s))
    .where(
        Job.status == status.QUEUED,
        or_(Job.created_at < _CREATED_AT, and_(Job.created_at == _CREATED_AT, Job.id < bindparam("job_id"))),
    )
    .group_by(Job.type)
)


class Outlook:
    """The table as it looks now. Waiting is never counted as running; what is not known is None."""

    def __init__(self, connection: Connection, estimates: Estimates, now: datetime, lease_s: float) -> None:
        self._connection, self._estimates, self._now = connection, estimates, now
        self._seen_since = now - timedelta(seconds=lease_s)

    def of(self, job: Row[Any]) -> Wait:
        """Say where a job stands."""
        if job.status == status.STARTED:
            return Wait(run_s=self._left(job.type, job.length_s, job.started_at, job.progress))
        if job.status != status.QUEUED:
            return Wait()
        line = self._estimates.line(self._connection, job.type)
        ahead, work_s = self._ahead(job)
        return Wait(ahead + 1, self._queue(ahead, work_s), line.at(job.length_s) if line else None)

    def _queue(self, waiting: int, waiting_s: float | None) -> float | None:
        if self._workers == 0:
            return None
        if waiting + len(self._running) < self._workers:
            return 0.0
        running_s = [seconds for seconds in self._running if seconds is not None]
        if waiting_s is None or len(running_s) < len(self._running):
            return None
        return (waiting_s + sum(running_s)) / self._workers

    def _ahead(self, job: Row[Any]) -> tuple[int, float | None]:
        """Count the waiting jobs ahead and add up their work; with a line, the sum of their lengths is enough."""
        groups = self._connection.execute(_AHEAD, {"created_at": job.created_at, "job_id": job.id}).all()
        lines = [self._estimates.line(self._connection, job_type) for job_type, _, _ in groups]
        work = [line.at(length_s, jobs) for line, (_, jobs, length_s) in zip(lines, groups, strict=True) if line]
        return sum(jobs for _, jobs, _ in groups), sum(work) if len(work) == len(groups) else None

    @cached_property
    def _workers(self) -> int:
        return self._connection.scalar(LIVE_WORKERS, {"seen_since": self._seen_since}) or 0

    @cached_property
    def _running(self) -> list[float | None]:
        return [self._left(*row) for row in self._connection.execute(_RUNNING)]

    def _left(self, job_type: str, length_s: float, started_at: datetime | None, progress: float) -> float | None:
        line = self._estimates.line(self._connection, job_type)
        if line is None or started_at is None:
            return None
        return left(line.at(length_s), (self._now - started_at).total_seconds(), progress)
