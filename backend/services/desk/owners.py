"""What owners are called where an administrator sees them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from backend.db.models import User
from backend.services.callers import owner_of, user_id_of


def owner_names(connection: Connection, owners: Iterable[str]) -> dict[str, str]:
    """The names of users by their owner's names; guests, the house and those who left have none."""
    ids = {number for owner in owners if (number := user_id_of(owner))}
    rows = connection.execute(select(User.id, User.username).where(User.id.in_(ids), User.closed_at.is_(None)))
    return {owner_of(row.id): row.username for row in rows} if ids else {}
