"""Figures of the whole studio: totals, and each of the last thirty days. Counted at most every half minute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

from sqlalchemy import Connection, and_, bindparam, distinct, func, literal_column, select

from backend.db.columns import UtcDateTime
from backend.db.library import Album, Artist, Play
from backend.db.messages import Message, Report
from backend.db.models import Asset, Job, Song, User
from backend.db.session import Database
from backend.services.desk.owners import owner_names

DAYS = 30
KEPT_S = 30.0
IS_THERE = and_(Song.deleted_at.is_(None), Song.state == "ready")
_SINCE: Any = bindparam("since", type_=UtcDateTime)

# Songs that are by no artist are by whoever made them.
_TOTALS = select(
    select(func.count()).select_from(Song).where(IS_THERE).scalar_subquery().label("songs"),
    select(func.count()).select_from(Song).where(IS_THERE, Song.public.is_(True)).scalar_subquery().label("public"),
    select(func.count()).select_from(Album).scalar_subquery().label("albums"),
    select(func.count()).select_from(User).where(User.closed_at.is_(None)).scalar_subquery().label("users"),
    select(func.count()).select_from(Artist).scalar_subquery().label("artists"),
    select(func.count(distinct(Song.owner)))
    .where(IS_THERE, Song.artist_id.is_(None))
    .scalar_subquery()
    .label("makers"),
    select(func.count()).select_from(Message).scalar_subquery().label("messages"),
    select(func.count()).select_from(Report).where(Report.resolved_at.is_(None)).scalar_subquery().label("reports"),
    select(func.coalesce(func.sum(Song.play_count), 0)).scalar_subquery().label("plays"),
)
_JOBS = select(Job.type, Job.status, func.count()).group_by(Job.type, Job.status)
_STORED = select(Asset.kind, func.count(), func.coalesce(func.sum(Asset.bytes), 0)).group_by(Asset.kind)
_KEEPERS = (
    select(Asset.owner, func.count().label("files"), func.sum(Asset.bytes).label("bytes"))
    .group_by(Asset.owner)
    .order_by(literal_column("bytes").desc())
    .limit(50)
)
_DAILY = {
    "songs": (Song.created_at, IS_THERE),
    "users": (User.created_at, User.closed_at.is_(None)),
    "plays": (Play.played_at, None),
    "jobs": (Job.created_at, None),
}


class Figures:
    """Counts, and keeps what was counted for a moment."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock
        self._kept: dict[str, tuple[datetime, Any]] = {}
        self._guard = Lock()

    def statistics(self) -> dict[str, Any]:
        """Totals, storage, jobs, plays, and what each of the last thirty days brought, today last."""
        found: dict[str, Any] = self._counted("statistics", self._statistics)
        return found

    def storage(self) -> dict[str, Any]:
        """Files and bytes by kind, and by the fifty who keep most."""
        found: dict[str, Any] = self._counted("storage", self._storage)
        return found

    def jobs(self) -> list[tuple[str, str, int]]:
        """How many jobs of each type are in each state."""
        found: list[tuple[str, str, int]] = self._counted("jobs", _jobs)
        return found

    def _counted(self, name: str, count: Callable[[Connection], Any]) -> Any:
        now = self._clock()
        with self._guard:
            when, found = self._kept.get(name, (None, None))
            if when is None or not 0 <= (now - when).total_seconds() < KEPT_S:
                with self._database.reading() as connection:
                    found = count(connection)
                self._kept[name] = (now, found)
        return found

    def _statistics(self, connection: Connection) -> dict[str, Any]:
        totals = connection.execute(_TOTALS).one()
        stored = connection.execute(_STORED).all()
        jobs: dict[str, int] = {}
        for _, state, count in connection.execute(_JOBS):
            jobs[state] = jobs.get(state, 0) + count
        return {
            "total_songs": totals.songs,
            "total_albums": totals.albums,
            "total_users": totals.users,
            "total_artists": totals.artists + totals.makers,
            "public_songs": totals.public,
            "total_messages": totals.messages,
            "open_reports": totals.reports,
            "plays": int(totals.plays),
            "jobs": jobs,
            "storage": {"files": sum(row[1] for row in stored), "bytes": int(sum(row[2] for row in stored))},
            "days": self._days(connection),
        }

    def _days(self, connection: Connection) -> list[dict[str, Any]]:
        today = self._clock().astimezone(UTC).date()
        first = today - timedelta(days=DAYS - 1)
        since = datetime(first.year, first.month, first.day, tzinfo=UTC)
        counts = {name: _by_day(connection, *what, since) for name, what in _DAILY.items()}
        days = [(first + timedelta(days=after)).isoformat() for after in range(DAYS)]
        return [{"date": day, **{name: found.get(day, 0) for name, found in counts.items()}} for day in days]

    @staticmethod
    def _storage(connection: Connection) -> dict[str, Any]:
        kinds, keepers = connection.execute(_STORED).all(), connection.execute(_KEEPERS).all()
        names = owner_names(connection, (row.owner for row in keepers))
        return {
            "files": sum(row[1] for row in kinds),
            "bytes": int(sum(row[2] for row in kinds)),
            "kinds": sorted(
                ({"kind": kind, "files": files, "bytes": int(size)} for kind, files, size in kinds),
                key=lambda kind: -kind["bytes"],
            ),
            "owners": [{**row._asdict(), "bytes": int(row.bytes), "username": names.get(row.owner)} for row in keepers],
        }


def _jobs(connection: Connection) -> list[tuple[str, str, int]]:
    return [(kind, state, count) for kind, state, count in connection.execute(_JOBS)]


def _by_day(connection: Connection, moment: Any, which: Any, since: datetime) -> dict[str, int]:
    """How many rows there are of each day, by its date in UTC."""
    in_utc = moment if connection.dialect.name == "sqlite" else func.timezone("UTC", moment)
    day = func.date(in_utc) if connection.dialect.name == "sqlite" else func.to_char(in_utc, "YYYY-MM-DD")
    counted = select(day.label("day"), func.count()).where(moment >= _SINCE).group_by(literal_column("day"))
    if which is not None:
        counted = counted.where(which)
    return {str(date): count for date, count in connection.execute(counted, {"since": since})}
