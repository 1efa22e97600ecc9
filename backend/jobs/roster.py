"""Which workers are alive, by their own word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete

from backend.db.models import Worker
from backend.db.session import Database
from backend.db.upsert import insert
from backend.jobs.timing import Timing, utcnow


class Roster:
    """A worker's line in the table of workers."""

    def __init__(self, database: Database, name: str, timing: Timing, clock: Callable[[], datetime] = utcnow) -> None:
        self._database, self._name = database, name
        self._gone_after = timedelta(seconds=timing.lease_s)
        self._clock = clock
        self._since = clock()

    def sign_on(self) -> None:
        """Say that this worker is alive, and strike out those that have not said so for a lease."""
        now = self._clock()
        with self._database.transaction() as session:
            here = insert(session, Worker).values(name=self._name, started_at=self._since, seen_at=now)
            session.execute(here.on_conflict_do_update(index_elements=["name"], set_={"seen_at": now}))
            session.execute(delete(Worker).where(Worker.seen_at < now - self._gone_after))

    def sign_off(self) -> None:
        """Say that this worker stops."""
        with self._database.transaction() as session:
            session.execute(delete(Worker).where(Worker.name == self._name))
