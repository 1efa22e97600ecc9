"""Tables as lines of JSON, alike for SQLite and PostgreSQL: what one wrote the other reads."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, DateTime, MetaData, Table, exists, func, insert, select

from backend.db.session import Base

# Who is alive now is nobody's memory, and what changed of songs is written down again as they are put back.
LEFT_OUT = {"workers", "now_playing", "song_changes"}
AT_ONCE = 500


def kept_tables() -> list[Table]:
    """The tables of the studio, those that others refer to first. What indexes words is made again by itself."""
    return [table for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT]


def there(connection: Connection) -> MetaData:
    """The tables as they are in a database, of whatever revision."""
    known, wanted = MetaData(), {table.name for table in kept_tables()}
    known.reflect(connection, only=lambda name, _: name in wanted)
    return known


def used(connection: Connection) -> list[str]:
    """The tables that have rows."""
    known = there(connection).sorted_tables
    return [table.name for table in known if connection.scalar(select(exists(select(table))))]


def write(connection: Connection, table: Table, file: Path) -> dict[str, Any]:
    """Write the rows of a table by their keys; the answer has how many there are, and the hash of the file."""
    columns = [column for column in table.columns if column.computed is None]
    rows = connection.execution_options(yield_per=AT_ONCE).execute(select(*columns).order_by(*table.primary_key))
    names, digest, count = [column.name for column in columns], hashlib.sha256(), 0
    with file.open("wb") as opened:
        for row in rows:
            told = dict(zip(names, map(_plain, row), strict=True))
            line = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            digest.update(line)
            opened.write(line)
            count += 1
    return {"rows": count, "sha256": digest.hexdigest()}


def read(connection: Connection, table: Table, file: Path) -> int:
    """Put the rows of a file into an empty table, and let its next number be the one after them."""
    times = {column.name for column in table.columns if isinstance(column.type, DateTime)}
    naive, count = connection.dialect.name == "sqlite", 0
    with file.open(encoding="utf-8") as lines:
        while some := list(islice(lines, AT_ONCE)):
            rows = [_typed(json.loads(line), times, naive=naive) for line in some]
            connection.execute(insert(table), rows)
            count += len(rows)
    if connection.dialect.name == "postgresql" and "id" in table.columns and table.columns["id"].autoincrement:
        _go_on(connection, table)
    return count


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def _typed(row: dict[str, Any], times: set[str], *, naive: bool) -> dict[str, Any]:
    for name in times & row.keys():
        if row[name] is not None:
            moment = datetime.fromisoformat(row[name])
            row[name] = moment.replace(tzinfo=None) if naive else moment
    return row


def _go_on(connection: Connection, table: Table) -> None:
    named = connection.scalar(select(func.pg_get_serial_sequence(table.name, "id")))
    if named:
        highest = select(func.coalesce(func.max(table.c.id), 0) + 1).scalar_subquery()
        connection.execute(select(func.setval(named, highest, False)))
