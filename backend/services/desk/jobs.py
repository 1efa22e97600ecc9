"""Jobs and workers at the administrator's desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, func, select

from backend.db.models import Job, Worker
from backend.db.session import Database
from backend.services.moments import iso

FILTERS = ("status", "type", "owner")
_WORKERS = select(Worker.name, Worker.started_at, Worker.seen_at).order_by(Worker.name)
_COLUMNS = (
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

    def page(self, filters: Mapping[str, str], *, number: int, size: int) -> tuple[int, list[dict[str, Any]]]:
        """How many jobs there are, and a stretch of them, the newest first; ``filters`` by the names in `FILTERS`."""
        wanted = {name: value for name, value in filters.items() if value}
        counting, listing = _statements(frozenset(wanted))
        with self._database.reading() as connection:
            count = connection.scalar(counting, wanted) or 0
            rows = connection.execute(listing, {**wanted, "size": size, "before": (number - 1) * size}).all()
        return count, [_document(row) for row in rows]

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


@cache
def _statements(named: frozenset[str]) -> tuple[Any, Any]:
    which = and_(Job.id.is_not(None), *(getattr(Job, name) == bindparam(name) for name in sorted(named)))
    stretch = select(Job.id).where(which).order_by(Job.created_at.desc(), Job.id.desc())
    stretch = stretch.limit(bindparam("size")).offset(bindparam("before"))
    shown = select(*_COLUMNS).where(Job.id.in_(stretch)).order_by(Job.created_at.desc(), Job.id.desc())
    return select(func.count()).select_from(Job).where(which), shown


def _document(row: Any) -> dict[str, Any]:
    plain = {name: value for name, value in row._mapping.items() if name not in _TIMES}
    times = {name: iso(row._mapping[name]) if row._mapping[name] else None for name in _TIMES}
    return {**plain, **times, "links": {"self": f"/api/jobs/{row.id}"}}
