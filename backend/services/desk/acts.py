"""The log of what administrators do: written before an act, finished after it, so that none goes without."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update

from backend.db.messages import Act
from backend.db.models import User
from backend.db.session import Database
from backend.services.callers import Caller, owner_of
from backend.services.desk import named
from backend.services.moments import iso
from backend.services.stretches import Stretch, newest

MAX_VALUE = 200
MAX_FIELDS = 30
# What no log may hold, whatever its field is called exactly.
SECRETS = ("password", "secret", "token", "key", "code")
_LINES = select(*Act.__table__.columns, User.username.label("admin")).outerjoin(User, User.id == Act.admin_id)
_ADMINS = (
    select(User.id, User.username)
    .where(User.id.in_(select(Act.admin_id).distinct()), User.closed_at.is_(None))
    .order_by(User.name_key)
)


@dataclass(frozen=True)
class Deed:
    """What is about to be done: the name of the route, the names in its address, and the fields of its body."""

    act: str
    names: Mapping[str, Any]
    fields: Mapping[str, Any]
    request_id: str = ""


@dataclass(frozen=True)
class Asked:
    """Which lines of the log: of which route, of what, by whom, from when until when; what is None or empty: all."""

    act: str = ""
    kind: str = ""
    thing: str = ""
    admin: int | None = None
    since: datetime | None = None
    until: datetime | None = None


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

    def page(self, asked: Asked, stretch: Stretch) -> tuple[int, list[dict[str, Any]]]:
        """How many lines there are, and a stretch of them, the newest first."""
        with self._database.reading() as connection:
            found = newest(connection, _LINES, (Act.id,), _wanted(asked), stretch)
        return found.count, [_document(row) for row in found.rows]

    def kinds(self) -> dict[str, Any]:
        """What was done so far, and who did it: what the log may be asked for."""
        with self._database.reading() as connection:
            acts = connection.scalars(select(Act.act).distinct().order_by(Act.act))
            return {"acts": list(acts), "admins": [row._asdict() for row in connection.execute(_ADMINS)]}


def _wanted(asked: Asked) -> list[ColumnElement[bool]]:
    since = [] if asked.since is None else [Act.created_at >= asked.since]
    until = [] if asked.until is None else [Act.created_at <= asked.until]
    same = {Act.act: asked.act, Act.kind: asked.kind, Act.thing_id: asked.thing, Act.admin_id: asked.admin}
    return [*(column == value for column, value in same.items() if value not in (None, "")), *since, *until]


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
