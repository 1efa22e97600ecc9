"""The library: find songs, change them, put them in the trash and take them out again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, update
from sqlalchemy.orm import Session, selectinload

from backend.db.models import Job, Song, Take, User
from backend.db.session import Database
from backend.services.callers import Caller, user_id_of
from backend.services.errors import NotAllowed, NotFound
from backend.services.song_documents import owner_name, song_document, take_document
from backend.storage.local import LocalStorage

TRASH_KEEPS = timedelta(days=30)
MAX_PAGE_SIZE = 200

_NEWEST = select(func.max(Take.number)).where(Take.song_id == Song.id).correlate(Song).scalar_subquery()
_SUMMARY = Take.facts["summary"]
LISTING: Any = (
    select(
        Song.id,
        Song.owner,
        Song.title,
        Song.genre,
        Song.prompt,
        Song.duration_s,
        Song.play_count,
        Song.like_count,
        Song.public,
        Song.created_at,
        Song.deleted_at,
        Song.state,
        Song.track_id,
        Song.file_name,
        Song.job_id,
        Take.id.label("take_id"),
        Take.seed,
        _SUMMARY.label("summary"),
        Job.status.label("job_status"),
        Job.progress.label("job_progress"),
    )
    .outerjoin(Take, and_(Take.song_id == Song.id, Take.number == _NEWEST))
    .outerjoin(Job, Job.id == Song.job_id)
)
_SORTS = {
    "created": Song.created_at,
    "title": func.lower(Song.title),
    "duration": Song.duration_s,
    "tempo": _SUMMARY["tempo_bpm"].as_float(),
}


class Scope(StrEnum):
    """Whose songs are listed: the caller's own, everybody's public ones, or both (an administrator: every song)."""

    MINE = "mine"
    PUBLIC = "public"
    ALL = "all"


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


class Songs:
    """The songs that a caller may see and change."""

    def __init__(self, database: Database, storage: LocalStorage, *, clock: Callable[[], datetime]) -> None:
        self._database, self._storage, self._clock = database, storage, clock

    def page(
        self,
        caller: Caller,
        *,
        scope: Scope | None = None,
        words: str = "",
        sort: Sort = Sort.NEWEST,
        number: int = 1,
        size: int = 20,
        trashed: bool = False,
    ) -> Page:
        """List songs, ``size`` a page; the default scope is one's own, and what is public for those not signed in."""
        scope = scope or (Scope.MINE if caller.owner else Scope.PUBLIC)
        wanted = and_(_in_trash(caller) if trashed else _within(scope, caller), _contains(words))
        with self._database.transaction() as session:
            count = session.scalar(select(func.count()).select_from(Song).where(wanted)) or 0
            rows = session.execute(_page(LISTING.where(wanted), sort, number, size)).all()
            return Page(count, _documents(session, rows, caller))

    def song(self, caller: Caller, song_id: int) -> dict[str, Any]:
        """One song with all that its own page shows."""
        with self._database.transaction() as session:
            row = _visible(session, caller, song_id)
            document = _documents(session, [row], caller)[0]
            if row.take_id is None:
                return document
            take = session.get_one(Take, row.take_id, options=[selectinload(Take.assets)])
            return {**document, **take_document(take)}

    def change(self, caller: Caller, song_id: int, wishes: Mapping[str, Any]) -> dict[str, Any]:
        """Change ``title``, ``genre`` or ``public`` of one's own song."""
        with self._database.transaction() as session:
            song = _own(session, caller, song_id)
            for field in ("title", "genre", "public"):
                if field in wishes:
                    setattr(song, field, wishes[field])
            session.flush()
            return _documents(session, [_row(session, song.id)], caller)[0]

    def throw_away(self, caller: Caller, song_id: int) -> None:
        """Put a song into the trash, from where it can be taken back for 30 days."""
        with self._database.transaction() as session:
            _own(session, caller, song_id).deleted_at = self._clock()

    def restore(self, caller: Caller, song_id: int) -> dict[str, Any]:
        """Take a song out of the trash."""
        with self._database.transaction() as session:
            song = session.get(Song, song_id)
            if song is None or not caller.owns(song.owner):
                raise NotFound(f"There is no song {song_id}.")
            song.deleted_at = None
            session.flush()
            return _documents(session, [_row(session, song.id)], caller)[0]

    def count_play(self, song_id: int) -> None:
        """Count a listen."""
        with self._database.transaction() as session:
            session.execute(update(Song).where(Song.id == song_id).values(play_count=Song.play_count + 1))

    def empty_trash(self) -> int:
        """Remove for good what has been in the trash for 30 days; the answer is how many songs."""
        with self._database.transaction() as session:
            old = session.scalars(select(Song).where(Song.deleted_at < self._clock() - TRASH_KEEPS)).all()
            folders = [f"songs/{song.track_id}" for song in old]
            for song in old:
                session.delete(song)
        for folder in folders:
            self._storage.remove(folder)
        return len(folders)


def _within(scope: Scope, caller: Caller) -> ColumnElement[bool]:
    public = and_(Song.public, Song.state == "ready")
    mine = Song.owner == caller.owner
    if scope is Scope.MINE:
        which = mine
    elif scope is Scope.PUBLIC:
        which = public
    else:
        which = Song.id.is_not(None) if caller.is_admin else or_(mine, public)
    return and_(Song.deleted_at.is_(None), which)


def _in_trash(caller: Caller) -> ColumnElement[bool]:
    return and_(Song.owner == caller.owner, Song.deleted_at.is_not(None))


def _contains(words: str) -> ColumnElement[bool]:
    """Every word must be in the title, the prompt or the genre."""
    fields = (Song.title, Song.prompt, Song.genre)
    return and_(True, *(or_(*(field.icontains(word, autoescape=True) for field in fields)) for word in words.split()))


def _page(listing: Select[Any], sort: Sort, number: int, size: int) -> Select[Any]:
    column = _SORTS[sort.removeprefix("-")]
    order = column.desc() if sort.startswith("-") else column.asc()
    return listing.order_by(order.nulls_last(), Song.id.desc()).limit(size).offset((number - 1) * size)


def _row(session: Session, song_id: int) -> Row[Any]:
    return session.execute(LISTING.where(Song.id == song_id)).one()


def _visible(session: Session, caller: Caller, song_id: int) -> Row[Any]:
    row = session.execute(LISTING.where(Song.id == song_id, Song.deleted_at.is_(None))).first()
    if row is None or not (row.public or caller.owns(row.owner)):
        raise NotFound(f"There is no song {song_id}.")
    return row


def _own(session: Session, caller: Caller, song_id: int) -> Song:
    song = session.get(Song, song_id)
    if song is None or song.deleted_at or not (song.public or caller.owns(song.owner)):
        raise NotFound(f"There is no song {song_id}.")
    if not caller.owns(song.owner):
        raise NotAllowed("Only its owner may change this song.")
    return song


def _documents(session: Session, rows: list[Row[Any]] | Any, caller: Caller) -> list[dict[str, Any]]:
    names = {caller.person.id: caller.person.username} if caller.person else {}
    strangers = {user_id_of(row.owner) for row in rows} - {None, *names}
    if strangers:
        found = session.execute(select(User.id, User.username).where(User.id.in_(strangers)))
        names.update((user_id, name) for user_id, name in found)
    return [song_document(row, user=owner_name(row, names), is_mine=caller.owns(row.owner)) for row in rows]
