"""Jobs and workers at the administrator's desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from backend.db.models import Job, Worker
from backend.db.session import Database
from backend.services.desk.owners import owner_names
from backend.services.moments import iso
from backend.services.stretches import Stretch, newest

FILTERS = ("status", "type", "owner")
_WORKERS = select(Worker.name, Worker.started_at, Worker.seen_at).order_by(Worker.name)
_LISTING = select(
    Job.id,
    Job.type,
    Job.owner,
    Job.status,
    Job.stage,
    Job.progress,
    Job.attempt,
    Job.error,
    Job.retry_of,
    Job.engine_used,
    Job.created_at,
    Job.started_at,
    Job.finished_at,
)
_TIMES = ("created_at", "started_at", "finished_at")


class JobDesk:
    """Shows everybody's jobs; one is cancelled and retried at its own address."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def page(self, filters: Mapping[str, str], stretch: Stretch) -> tuple[int, list[dict[str, Any]]]:
        """How many jobs there are, and a stretch of them, the newest first; ``filters`` by the names in `FILTERS`."""
        wanted = [getattr(Job, name) == filters[name] for name in FILTERS if filters.get(name)]
        with self._database.reading() as connection:
            found = newest(connection, _LISTING, (Job.created_at, Job.id), wanted, stretch)
            names = owner_names(connection, (row.owner for row in found.rows))
        return found.count, [{**_document(row), "username": names.get(row.owner)} for row in found.rows]

    def workers(self) -> list[dict[str, Any]]:
        """The workers that are alive by their own word."""
        now = self._clock()
        with self._database.reading() as connection:
            rows = connection.execute(_WORKERS).all()
        return [
            {
                "name": row.name,
                "started_at": iso(row.started_at),
                "seen_at": iso(row.seen_at),
                "silent_s": round(max(0.0, (now - row.seen_at).total_seconds()), 1),
            }
            for row in rows
        ]


def _document(row: Any) -> dict[str, Any]:
    plain = {name: value for name, value in row._mapping.items() if name not in _TIMES}
    times = {name: iso(row._mapping[name]) if row._mapping[name] else None for name in _TIMES}
    return {**plain, **times, "links": {"self": f"/api/jobs/{row.id}"}}
