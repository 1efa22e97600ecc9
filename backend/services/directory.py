"""Who is here: people as others find them."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select

from backend.db.folding import WORDS, Says
from backend.db.messages import Block
from backend.db.models import User
from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.errors import NotFound
from backend.services.moments import iso

_COLUMNS = (
    User.id,
    User.username,
    User.email,
    User.full_name,
    User.avatar,
    User.about,
    User.public_profile,
    User.created_at,
    User.email_verified_at,
    User.disabled_at,
)
_IS_HERE = and_(User.closed_at.is_(None), User.disabled_at.is_(None))
_BY_ID = select(*_COLUMNS).where(User.id == bindparam("user_id"), User.closed_at.is_(None))
_IS_BLOCKED = exists().where(Block.user_id == bindparam("me"), Block.blocked_id == User.id).label("is_blocked")


class Directory:
    """Finds people. Addresses are for administrators alone; full names and words about oneself for those signed in, and
    for everybody where the profile is public.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, caller: Caller, *, words: str = "", number: int, size: int) -> tuple[int, list[dict[str, Any]]]:
        """How many others there are, and a stretch of them by name; ``words``: a part of their names."""
        values = {"me": caller.signed_in().id, "words": words.strip()}
        counting, listing = _statements(bool(words.strip()), caller.is_admin)
        with self._database.reading() as connection:
            count = connection.scalar(counting, values) or 0
            found = connection.execute(listing, {**values, "size": size, "before": (number - 1) * size}).all()
        return count, [{**_document(row, caller), "is_blocked": bool(row.is_blocked)} for row in found]

    def user(self, caller: Caller, user_id: int) -> dict[str, Any]:
        """One person.

        Raises
        ------
        NotFound
            if there is none, or their account is disabled and the caller is not an administrator
        """
        with self._database.reading() as connection:
            row = connection.execute(_BY_ID, {"user_id": user_id}).first()
        if row is None or (row.disabled_at and not caller.is_admin):
            raise NotFound(f"There is no user {user_id}.")
        return _document(row, caller)


def called(words: Any = WORDS, *, is_admin: bool = False) -> ColumnElement[bool]:
    """Whose name has some words in it, or, for administrators, whose address has."""
    fields = (User.username, User.full_name, *([User.email] if is_admin else []))
    return or_(*(Says(field, words) for field in fields))


@cache
def _statements(has_words: bool, is_admin: bool) -> tuple[Any, Any]:
    wanted = and_(_IS_HERE, User.id != bindparam("me"), *([called(is_admin=is_admin)] if has_words else []))
    page = select(*_COLUMNS, _IS_BLOCKED).where(wanted).order_by(User.name_key)
    stretch = page.limit(bindparam("size")).offset(bindparam("before"))
    return select(func.count()).select_from(User).where(wanted), stretch


def _document(row: Any, caller: Caller) -> dict[str, Any]:
    person = {
        "id": row.id,
        "username": row.username,
        "avatar": f"/media/{row.avatar}" if row.avatar else None,
        "created_at": iso(row.created_at),
    }
    is_known = caller.person is not None or row.public_profile
    person |= {"full_name": row.full_name if is_known else "", "about": row.about if is_known else ""}
    if caller.is_admin or (caller.person and caller.person.id == row.id):
        person |= {"email": row.email, "email_verified": row.email_verified_at is not None}
    return person
