"""An INSERT that knows what to do when the row is there already; both databases spell it alike."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.db.session import Base

SPELLED = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert(session: Session, table: type[Base]) -> Any:
    """Begin an INSERT that has ``on_conflict_do_nothing`` and ``on_conflict_do_update``."""
    return SPELLED[session.get_bind().dialect.name](table)
