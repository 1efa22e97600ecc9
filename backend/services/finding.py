"""Finding songs: whose, which of them, in what order, page by page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, true

from backend.db.models import Song
from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.songs import LISTING, documents

MAX_PAGE_SIZE = 200
_SORTS = {
    "created": Song.created_at,
    "title": func.lower(Song.title),
    "duration": Song.duration_s,
    "tempo": Song.summary["tempo_bpm"].as_float(),
}
# More words than anybody searches for; each one is a part of the statement.
MAX_WORDS = 8


class Scope(StrEnum):
    """Whose songs are listed: one's own, everybody's public ones, both (an administrator: every song), or the trash."""

    MINE = "mine"
    PUBLIC = "public"
    ALL = "all"
    TRASH = "trash"


class Sort(StrEnum):
    """The order of a list; a leading minus turns it round. The newest come first where nothing is said."""

    NEWEST = "-created"
    OLDEST = "created"
    TITLE = "title"
    TITLE_DOWN = "-title"
    SHORTEST = "duration"
    LONGEST = "-duration"
    SLOWEST = "tempo"
    FASTEST = "-tempo"


@dataclass(frozen=True)
class Page:
    """A stretch of a list and the length of the whole."""

    count: int
    results: list[dict[str, Any]]


class Finding:
    """The songs that a caller may see."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(
        self,
        caller: Caller,
        *,
        scope: Scope | None = None,
        words: str = "",
        sort: Sort = Sort.NEWEST,
        number: int = 1,
        size: int = 20,
    ) -> Page:
        """List songs, ``size`` a page; the default scope is one's own, and what is public for those not signed in."""
        scope = scope or (Scope.MINE if caller.owner else Scope.PUBLIC)
        sought = words.lower().split()[:MAX_WORDS]
        values = {"owner": caller.owner, **{f"word{index}": _pattern(word) for index, word in enumerate(sought)}}
        counting, listing = _statements(scope, sort, len(sought), caller.is_admin)
        with self._database.reading() as connection:
            count = connection.execute(counting, values).scalar_one()
            rows = connection.execute(listing, {**values, "size": size, "before": (number - 1) * size}).all()
            return Page(count, documents(connection, rows, caller))


@cache
def _statements(scope: Scope, sort: Sort, words: int, is_admin: bool) -> tuple[Select[Any], Any]:
    """Count songs, and list a page of them; the values are ``owner``, ``word0``, ..., ``size`` and ``before``."""
    wanted = and_(within(scope, is_admin), *(_contains(f"word{index}") for index in range(words)))
    column = _SORTS[sort.removeprefix("-")]
    order = column.desc() if sort.startswith("-") else column.asc()
    page = LISTING.where(wanted).order_by(order, Song.id.desc()).limit(bindparam("size")).offset(bindparam("before"))
    return select(func.count()).select_from(Song).where(wanted), page


def within(scope: Scope, is_admin: bool) -> ColumnElement[bool]:
    """Which songs a scope has; the value is ``owner``, the name under which the caller owns things."""
    public = and_(Song.public.is_(True), Song.state == "ready")
    mine = Song.owner == bindparam("owner")
    if scope is Scope.TRASH:
        return and_(mine, Song.deleted_at.is_not(None))
    everything = true() if is_admin else or_(mine, public)
    which = {Scope.MINE: mine, Scope.PUBLIC: public, Scope.ALL: everything}[scope]
    return and_(which, Song.deleted_at.is_(None))


def _contains(word: str) -> ColumnElement[bool]:
    """Every word must be in the title, the prompt or the genre."""
    pattern = func.lower(bindparam(word))
    return or_(*(func.lower(field).like(pattern, escape="\\") for field in (Song.title, Song.prompt, Song.genre)))


def _pattern(word: str) -> str:
    return "%" + re.sub(r"([%_\\])", r"\\\1", word) + "%"
