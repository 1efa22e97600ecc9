"""The log of what administrators do: written before an act, finished after it, so that none goes without."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, func, select, update

from backend.db.messages import Act
from backend.db.models import User
from backend.db.session import Database
from backend.services.callers import Caller, owner_of
from backend.services.desk import named
from backend.services.moments import iso

MAX_VALUE = 200
MAX_FIELDS = 30
# What no log may hold, whatever its field is called exactly.
SECRETS = ("password", "secret", "token", "key", "code")
COLUMNS = ("act", "kind", "thing_id", "admin_id")


@dataclass(frozen=True)
class Deed:
    """What is about to be done: the name of the route, the names in its address, and the fields of its body."""

    act: str
    names: Mapping[str, Any]
    fields: Mapping[str, Any]
    request_id: str = ""


class Acts:
    """Writes and reads the log."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def is_of_another(self, caller: Caller, deed: Deed) -> bool:
        """Whether something of somebody else's would be changed."""
        own = {owner_of(caller.signed_in().id), ""}
        with self._database.reading() as connection:
            asked = named.owners(deed.names, deed.fields)
            return any(owner not in own for each in asked for owner in connection.scalars(each.distinct()))

    def begin(self, caller: Caller, deed: Deed) -> int:
        """Write down what is about to be done; the answer is the number of the line."""
        kind, thing = named.first(deed.names, deed.fields)
        row = Act(
            caller.signed_in().id,
            deed.act[:60],
            kind[:12],
            thing[:100],
            _told(deed.fields),
            self._clock(),
            deed.request_id,
        )
        with self._database.transaction() as session:
            session.add(row)
            session.flush()
            return row.id

    def end(self, act_id: int, outcome: int) -> None:
        """Write down with which status it was answered."""
        line = update(Act).where(Act.id == act_id).values(outcome=outcome)
        self._database.within(lambda session: session.execute(line, execution_options={"synchronize_session": False}))

    def page(self, filters: Mapping[str, Any], *, number: int, size: int) -> tuple[int, list[dict[str, Any]]]:
        """How many lines there are, and a stretch of them, the newest first; ``filters`` by the names in `COLUMNS`."""
        wanted = {name: value for name, value in filters.items() if value not in (None, "")}
        counting, listing = _statements(frozenset(wanted))
        with self._database.reading() as connection:
            count = connection.scalar(counting, wanted) or 0
            rows = connection.execute(listing, {**wanted, "size": size, "before": (number - 1) * size}).all()
        return count, [_document(row) for row in rows]


@cache
def _statements(named: frozenset[str]) -> tuple[Any, Any]:
    which = and_(Act.id.is_not(None), *(getattr(Act, name) == bindparam(name) for name in sorted(named)))
    lines = select(*Act.__table__.columns, User.username.label("admin")).outerjoin(User, User.id == Act.admin_id)
    page = lines.where(which).order_by(Act.id.desc()).limit(bindparam("size")).offset(bindparam("before"))
    return select(func.count()).select_from(Act).where(which), page


def _told(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a body without secrets, each of a bearable length."""
    told = {}
    for name, value in list(fields.items())[:MAX_FIELDS]:
        is_secret = any(word in name.lower() for word in SECRETS)
        is_plain = value is None or isinstance(value, bool | int | float)
        told[name[:40]] = "***" if is_secret else value if is_plain else str(value)[:MAX_VALUE]
    return told


def _document(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "created_at": iso(row.created_at),
        "admin_id": row.admin_id,
        "admin": row.admin,
        "act": row.act,
        "kind": row.kind,
        "thing": row.thing_id,
        "details": row.details,
        "outcome": row.outcome,
        "request_id": row.request_id,
    }
