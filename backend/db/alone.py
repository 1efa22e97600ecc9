"""One process at a time: who changes the tables keeps the others waiting, whether they are programs of ours or people.

SQLite has no lock that lasts over several transactions, so a file beside the database is locked; PostgreSQL has one
that ends with the connection that holds it.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, func, select

# Any number will do, if nobody else who locks in the same database uses it: "mini" in ASCII.
KEY = int.from_bytes(b"mini", "big")


@contextmanager
def alone(engine: Engine) -> Iterator[None]:
    """Wait until nobody else is in such a block on the same database, and keep others out."""
    if engine.dialect.name == "sqlite":
        with alone_on(engine.url.database or ""):
            yield
        return
    with engine.connect() as holder:
        holder.execute(select(func.pg_advisory_lock(KEY)))
        try:
            yield
        finally:
            holder.execute(select(func.pg_advisory_unlock(KEY)))


@contextmanager
def alone_on(database: str) -> Iterator[None]:
    """The same, for the file of a SQLite database."""
    with Path(f"{database}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
