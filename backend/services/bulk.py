"""Many songs changed at once, by what they are and not page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.db.models import Song
from backend.db.session import Database
from backend.services.albums import album_named, album_of, forget_empty
from backend.services.callers import Caller
from backend.services.errors import InvalidInput
from backend.services.finding.search import Finding
from backend.services.finding.wishes import Wish
from backend.services.moments import iso
from backend.services.song_fields import put_tags, take_tags
from backend.services.tallies import recount_of
from backend.storage.local import LocalStorage

# As many as both databases take in one statement.
AT_ONCE = 5000
_BLIND = {"synchronize_session": False}


class Action(StrEnum):
    """What is done to songs."""

    TRASH = "trash"
    RESTORE = "restore"
    PUBLIC = "public"
    PRIVATE = "private"
    TAG = "tag"
    UNTAG = "untag"
    GENRE = "genre"
    ALBUM = "album"


@dataclass(frozen=True)
class Deed:
    """An action with what it needs: ``tags``, a ``genre``, an ``album`` (empty: none) or the number of one."""

    action: Action
    tags: tuple[str, ...] = ()
    genre: str | None = None
    album: str | None = None
    album_id: int | None = None


@dataclass(frozen=True)
class Chosen:
    """Which songs: those of some numbers, all of a wish, or all that were put into the trash at one moment."""

    ids: tuple[int, ...] | None = None
    wish: Wish | None = None
    trashed_at: datetime | None = None


class Bulk:
    """Changes many of the caller's songs; those of others, and those that are not there, are passed over."""

    def __init__(
        self, database: Database, storage: LocalStorage, finding: Finding, *, clock: Callable[[], datetime]
    ) -> None:
        self._database, self._storage, self._finding, self._clock = database, storage, finding, clock

    def do(self, caller: Caller, deed: Deed, chosen: Chosen) -> dict[str, Any]:
        """Do something to songs: ``count`` is how many it was done to, ``undo`` what takes it back, if that can be.

        Raises
        ------
        NotSignedIn
            if songs are made public without an account
        InvalidInput
            if no songs are named, or something is missing that the action needs
        """
        _check(caller, deed)
        now, wanted = self._clock(), self._wanted(caller, deed, chosen)
        with self._database.transaction() as session:
            rows = list(_own(session, caller, wanted, chosen, in_trash=deed.action is Action.RESTORE))
            ids = [row.id for row in rows]
            before = {row.album_id for row in rows}
            to = _album(session, caller, deed, rows, now) if deed.action is Action.ALBUM else None
            for some in _batches(ids):
                _do(session, deed, some, to, now)
            recount_of(session, {*before, to}, {row.artist_id for row in rows})
            pictures = forget_empty(session, before) if deed.action is Action.ALBUM else []
        for stored in pictures:
            self._storage.remove(stored)
        undo = {"action": "restore", "trashed_at": iso(now)} if deed.action is Action.TRASH and ids else None
        return {"count": len(ids), "undo": undo}

    def _wanted(self, caller: Caller, deed: Deed, chosen: Chosen) -> list[int] | None:
        """The numbers of the songs that are meant; None: all of a moment."""
        if chosen.ids is not None:
            return list(dict.fromkeys(chosen.ids))
        if chosen.wish is not None:
            return self._finding.ids(caller, chosen.wish)
        if chosen.trashed_at is None or deed.action is not Action.RESTORE:
            raise InvalidInput.of({"ids": ["Name songs: `ids`, a `query`, or `trashed_at` to restore."]})
        return None


def _batches(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _check(caller: Caller, deed: Deed) -> None:
    if deed.action is Action.PUBLIC:
        caller.signed_in()
    needed = {Action.TAG: ("tags", deed.tags), Action.UNTAG: ("tags", deed.tags), Action.GENRE: ("genre", deed.genre)}
    field, given = needed.get(deed.action, ("", True))
    if given is None or given == ():
        raise InvalidInput.of({field: [f"The action {deed.action} needs `{field}`."]})
    if deed.action is Action.ALBUM and deed.album is None and deed.album_id is None:
        raise InvalidInput.of({"album": ["The action album needs `album` or `album_id`."]})


def _own(
    session: Session, caller: Caller, wanted: list[int] | None, chosen: Chosen, *, in_trash: bool
) -> Iterator[Any]:
    """The rows of those songs that are the caller's, in the order of their numbers as they were given."""
    columns = select(Song.id, Song.album_id, Song.artist_id, Song.owner)
    mine = columns.where(Song.deleted_at.is_not(None) if in_trash else Song.deleted_at.is_(None))
    if not caller.is_admin:
        mine = mine.where(Song.owner == (caller.owner or "-"))
    if wanted is None:
        yield from session.execute(mine.where(Song.deleted_at == chosen.trashed_at).order_by(Song.id))
        return
    for some in _batches(wanted):
        found = {row.id: row for row in session.execute(mine.where(Song.id.in_(some)))}
        yield from (found[one] for one in some if one in found)


def _album(session: Session, caller: Caller, deed: Deed, rows: list[Any], now: datetime) -> int | None:
    """The album that songs are put on: by its number, else the one of that title by whom the first of them is by."""
    if deed.album_id is not None:
        return album_of(session, caller, deed.album_id)
    first = next((row for row in rows if row.artist_id is not None), None)
    if not deed.album or not rows:
        return None
    if first is None:
        raise InvalidInput.of({"album": ["An album is somebody's: say by which `artist` the songs are."]})
    return album_named(session, first.owner, deed.album, first.artist_id, now)


def _do(session: Session, deed: Deed, ids: Iterable[int], album_id: int | None, now: datetime) -> None:
    values: dict[Action, dict[str, Any]] = {
        Action.TRASH: {"deleted_at": now},
        Action.RESTORE: {"deleted_at": None},
        Action.PUBLIC: {"public": True},
        Action.PRIVATE: {"public": False},
        Action.GENRE: {"genre": deed.genre},
        Action.ALBUM: {"album_id": album_id},
    }
    if deed.action is Action.TAG:
        put_tags(session, ids, deed.tags)
    elif deed.action is Action.UNTAG:
        take_tags(session, ids, deed.tags)
    else:
        changed = update(Song).where(Song.id.in_(list(ids))).values(values[deed.action])
        session.execute(changed, execution_options=_BLIND)
