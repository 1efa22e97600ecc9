"""The job board: put a job up, look at it, call it off, have it done again."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update
from sqlalchemy.orm import Session

from backend.db.models import Job
from backend.db.session import Database
from backend.db.upsert import insert
from backend.jobs import status, steps
from backend.jobs.broker import Broker
from backend.jobs.errors import JobNotFound, JobNotRepeatable, KeyInUse
from backend.jobs.estimate import Estimates, Line
from backend.jobs.timing import Timing, utcnow
from backend.jobs.views import JobView, NewJob, view_of
from backend.jobs.waiting import LIVE_WORKERS, Outlook

# Built once: putting a statement together costs more than running it.
_JOBS = select(*Job.__table__.columns)
_BY_ID = _JOBS.where(Job.id == bindparam("job_id"))
_BY_KEY = _JOBS.where(Job.owner == bindparam("owner"), Job.idempotency_key == bindparam("key"))
_NEWEST = (
    _JOBS.where(Job.owner == bindparam("owner"))
    .order_by(Job.created_at.desc(), Job.id.desc())
    .limit(bindparam("size"))
    .offset(bindparam("before"))
)
# Whoever does a job again waits for whoever else does so: what was read before could be of before the wait.
_HOLD = update(Job).where(Job.id == bindparam("job_id")).values(version=Job.version)
_RETRIES = _JOBS.where(Job.owner == bindparam("owner"), Job.retry_of == bindparam("job_id"))
_COUNT = select(func.count()).select_from(Job).where(Job.owner == bindparam("owner"))
_LENGTH = select(Job.length_s).where(Job.id == bindparam("job_id"))
_HEALTH = select(
    LIVE_WORKERS.scalar_subquery().label("workers"),
    *(
        select(func.count()).select_from(Job).where(Job.status == word).scalar_subquery().label(word)
        for word in status.ACTIVE
    ),
)


@dataclass(frozen=True)
class Page:
    """Some of an owner's jobs, newest first, and how many there are."""

    count: int
    jobs: tuple[JobView, ...]


class Board:
    """The table of jobs for those who ask for work. The table is the truth; the broker only carries ids."""

    def __init__(
        self,
        database: Database,
        broker: Broker,
        *,
        timing: Timing | None = None,
        clock: Callable[[], datetime] = utcnow,
        priors: Mapping[str, Line] | None = None,
    ) -> None:
        self._database = database
        self._broker = broker
        self._timing = timing or Timing()
        self._clock = clock
        self._estimates = Estimates(priors or {})

    def add(self, session: Session, new: NewJob) -> JobView:
        """Put up a job in the caller's transaction; call ``announce`` once that is committed.

        An owner's idempotency key that was used before returns the job it made, with ``is_new`` False: then the
        caller must add nothing else.

        Raises
        ------
        KeyInUse
            if that job is of another type, or the retry of another job
        """
        now = self._clock()
        row = vars(new) | {"id": f"job_{secrets.token_hex(12)}", "created_at": now, "queued_at": now}
        made = session.scalar(insert(session, Job).values(row).on_conflict_do_nothing().returning(Job.id))
        connection = session.connection()
        if made is None:
            used = {"owner": new.owner, "key": new.idempotency_key}
            found = connection.execute(_BY_KEY, used).one()
            if (found.type, found.retry_of) != (new.type, new.retry_of):
                raise KeyInUse.of(new.idempotency_key, found.id)
            return self._view(connection, found)
        return self._view(connection, self._find(connection, made), is_new=True)

    def announce(self, job_id: str, *, at_front: bool = False) -> None:
        """Tell the broker of a committed job, if there is one. Never raises; a worker finds what was not announced.

        ``at_front`` is for what takes a moment and somebody waits for.
        """
        self._broker.push(job_id, limit_s=self._timing.limit_s(self._length_s(job_id)), at_front=at_front)

    def latest(self, session: Session, owner: str, type: str, key: str) -> JobView | None:
        """The newest of an owner's jobs of a type whose idempotency keys begin with ``key``, or its newest retry."""
        connection = session.connection()
        turns = _JOBS.where(Job.owner == owner, Job.type == type)
        turns = turns.where(Job.idempotency_key.startswith(key, autoescape=True))
        job = connection.execute(turns.order_by(Job.created_at.desc(), Job.id.desc())).first()
        while job is not None and (
            again := connection.execute(
                _RETRIES.order_by(Job.created_at.desc(), Job.id.desc()), {"owner": owner, "job_id": job.id}
            ).first()
        ):
            job = again
        return None if job is None else self._view(connection, job)

    def view(self, job_id: str, owner: str | None = None) -> JobView:
        """Show a job; ``owner`` None asks no questions.

        Raises
        ------
        JobNotFound
            if there is none, or it is somebody else's
        """
        with self._database.reading() as connection:
            return self._view(connection, self._find(connection, job_id, owner))

    def list(self, owner: str, *, page: int = 1, page_size: int = 20) -> Page:
        """Show an owner's jobs, newest first."""
        stretch = {"owner": owner, "size": page_size, "before": (page - 1) * page_size}
        with self._database.reading() as connection:
            count = connection.scalar(_COUNT, {"owner": owner}) or 0
            outlook = self._outlook(connection)
            jobs = connection.execute(_NEWEST, stretch).all()
            return Page(count, tuple(view_of(job, outlook.of(job)) for job in jobs))

    def cancel(self, job_id: str, owner: str | None = None) -> JobView:
        """Call a job off at once, whether it waits or runs; what is over stays as it is.

        Raises
        ------
        JobNotFound
            if there is none, or it is somebody else's
        """
        with self._database.transaction() as session:
            connection = session.connection()
            self._find(connection, job_id, owner)
            steps.take(session, Job.id == job_id, steps.cancel(self._clock()))
            view = self._view(connection, self._find(connection, job_id))
        self._broker.drop(job_id)
        return view

    def drop(self, job_ids: Iterable[str]) -> None:
        """Take jobs out of the broker's queue whose rows were removed; a run of one notices by itself."""
        for job_id in job_ids:
            self._broker.drop(job_id)

    def retry(
        self,
        job_id: str,
        owner: str | None = None,
        *,
        session: Session | None = None,
        idempotency_key: str | None = None,
    ) -> JobView:
        """Put up a failed or cancelled job again, as a new job with the same input; call ``announce`` after.

        While a retry of it is under way that one is the answer, with ``is_new`` False, as for a repeated key.
        With a ``session`` it is done in the caller's transaction, like ``add``; it holds the song first, if any.

        Raises
        ------
        JobNotFound
            if there is none, or it is somebody else's
        JobNotRepeatable
            if it is still under way or went well
        KeyInUse
            as `add`
        """
        if session is None:
            with self._database.transaction() as own:
                return self.retry(job_id, owner, session=own, idempotency_key=idempotency_key)
        connection = session.connection()
        connection.execute(_HOLD, {"job_id": job_id})
        old = self._find(connection, job_id, owner)
        if old.status not in status.REPEATABLE:
            raise JobNotRepeatable(f"Job {job_id} is {old.status}; only failed or cancelled jobs can be retried.")
        retries = connection.execute(_RETRIES, {"owner": old.owner, "job_id": old.id}).all()
        if under_way := [job for job in retries if job.status in status.ACTIVE]:
            return self._view(connection, under_way[0])
        again = NewJob(
            type=old.type,
            owner=old.owner,
            input=old.input,
            length_s=old.length_s,
            seed=old.seed,
            engine_requested=old.engine_requested,
            retry_of=old.id,
            # Two clicks at once count the same number of retries.
            idempotency_key=idempotency_key or f"retry {len(retries) + 1} of {old.id}",
        )
        return self.add(session, again)

    def estimate(self, job_type: str, length_s: float) -> float | None:
        """Guess how many seconds a job of a type and length would run, if anything is known of its type."""
        with self._database.reading() as connection:
            line = self._estimates.line(connection, job_type)
        return round(line.at(length_s), 1) if line else None

    def health(self) -> dict[str, Any]:
        """Say whether there is a broker, how many workers are alive and how much work there is."""
        up = self._broker.is_up()
        seen_since = self._clock() - timedelta(seconds=self._timing.lease_s)
        with self._database.reading() as connection:
            found = connection.execute(_HEALTH, {"seen_since": seen_since}).one()
        return {
            "redis": up,
            "rq_enabled": self._broker.enabled,
            "workers": found.workers,
            "mode": "queue" if up else "direct",
            "queued": found.queued,
            "started": found.started,
        }

    def _view(self, connection: Connection, job: Row[Any], *, is_new: bool = False) -> JobView:
        return view_of(job, self._outlook(connection).of(job), is_new=is_new)

    def _outlook(self, connection: Connection) -> Outlook:
        return Outlook(connection, self._estimates, self._clock(), self._timing.lease_s)

    def _find(self, connection: Connection, job_id: str, owner: str | None = None) -> Row[Any]:
        job = connection.execute(_BY_ID, {"job_id": job_id}).one_or_none()
        if job is None or (owner is not None and job.owner != owner):
            raise JobNotFound(f"There is no job {job_id!r}.")
        return job

    def _length_s(self, job_id: str) -> float:
        with self._database.reading() as connection:
            return connection.scalar(_LENGTH, {"job_id": job_id}) or 0.0
