"""Stretches of long lists, the newest first. One after a row of the list costs the same however deep it is (keyset)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, literal, select, tuple_


@dataclass(frozen=True)
class Stretch:
    """Rows ``after`` a row of the list, or, without one that is there, as many pages down as ``number`` says."""

    number: int = 1
    size: int = 20
    after: Any = None


@dataclass(frozen=True)
class Newest:
    """How many there are in the whole list, and the rows of a stretch of it."""

    count: int
    rows: Sequence[Row[Any]]


def newest(
    connection: Connection,
    listing: Any,
    keys: Sequence[Any],
    wanted: Sequence[ColumnElement[bool]],
    stretch: Stretch,
) -> Newest:
    """List the rows of one table that are ``wanted``, with what ``listing`` joins to them.

    ``keys`` are the columns of their order, which an index has; the last of them tells every row from all others.
    """
    identity = keys[-1]
    down = [key.desc() for key in keys]
    ids = select(identity).where(*wanted).order_by(*down).limit(stretch.size)
    before = connection.execute(select(*keys).where(identity == stretch.after)).first() if stretch.after else None
    if before:
        place = tuple_(*(literal(value, key.type) for key, value in zip(keys, before, strict=True)))
        ids = ids.where(tuple_(*keys) < place)
    else:
        ids = ids.offset((stretch.number - 1) * stretch.size)
    count = connection.scalar(select(func.count(identity)).where(*wanted)) or 0
    return Newest(count, connection.execute(listing.where(identity.in_(ids)).order_by(*down)).all())
