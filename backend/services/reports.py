"""What people ask the administrator to look at, with what it said when they did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session, aliased

from backend.db.library import Playlist, PlaylistMember
from backend.db.messages import Message, Report
from backend.db.models import Song, User
from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.errors import InvalidInput, NotFound
from backend.services.moments import iso
from backend.services.stretches import Stretch, newest

MAX_REASON = 500
MAX_EXCERPT = 4000


class Kind(StrEnum):
    """What can be reported."""

    MESSAGE = "message"
    SONG = "song"
    PLAYLIST = "playlist"
    USER = "user"


_REPORTER, _RESOLVER = aliased(User), aliased(User)
_LISTED = (
    select(
        Report.id,
        Report.kind,
        Report.thing_id,
        Report.reason,
        Report.excerpt,
        Report.created_at,
        Report.resolved_at,
        Report.reporter_id,
        _REPORTER.username.label("reporter"),
        _RESOLVER.username.label("resolver"),
        Message.sender_id,
    )
    .outerjoin(_REPORTER, _REPORTER.id == Report.reporter_id)
    .outerjoin(_RESOLVER, _RESOLVER.id == Report.resolved_by)
    .outerjoin(Message, and_(Report.kind == Kind.MESSAGE.value, Message.id == Report.thing_id))
)
_STATES = {
    None: Report.id.is_not(None),
    False: Report.resolved_at.is_(None),
    True: Report.resolved_at.is_not(None),
}


class Reports:
    """Takes reports, and shows them to administrators."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def report(self, caller: Caller, kind: Kind, thing_id: int, reason: str) -> dict[str, Any]:
        """Report something that the caller may see; once is enough until it was looked at.

        Raises
        ------
        NotFound
            if there is no such thing, or the caller may not see it
        InvalidInput
            if somebody reports themselves
        """
        me = caller.signed_in().id
        if kind is Kind.USER and thing_id == me:
            raise InvalidInput.of({"thing": ["You cannot report yourself."]})
        with self._database.transaction() as session:
            excerpt = _excerpt(session, caller, kind, thing_id)
            same = select(Report).where(Report.reporter_id == me, Report.kind == kind, Report.thing_id == thing_id)
            row = session.scalar(same.where(Report.resolved_at.is_(None)))
            if row is None:
                row = Report(me, kind, thing_id, reason[:MAX_REASON], excerpt[:MAX_EXCERPT], self._clock())
                session.add(row)
                session.flush()
            return {"id": row.id, "kind": row.kind, "thing": row.thing_id, "created_at": iso(row.created_at)}

    def page(self, *, resolved: bool | None, stretch: Stretch) -> tuple[int, list[dict[str, Any]]]:
        """How many reports there are, and a stretch of them, the newest first."""
        with self._database.reading() as connection:
            found = newest(connection, _LISTED, (Report.id,), [_STATES[resolved]], stretch)
        return found.count, [_document(row) for row in found.rows]

    def resolve(self, caller: Caller, report_id: int) -> dict[str, Any]:
        """Say that a report was looked at; saying it again changes nothing.

        Raises
        ------
        NotFound
            if there is none
        """
        done = update(Report).where(Report.id == report_id, Report.resolved_at.is_(None))
        done = done.values(resolved_at=self._clock(), resolved_by=caller.signed_in().id)
        with self._database.transaction() as session:
            session.execute(done, execution_options={"synchronize_session": False})
            row = session.execute(_LISTED.where(Report.id == report_id)).first()
        if row is None:
            raise NotFound(f"There is no report {report_id}.")
        return _document(row)


def _excerpt(session: Session, caller: Caller, kind: Kind, thing_id: int) -> str:
    """What a thing says now, for those who may see it."""
    me = caller.signed_in().id
    seen: dict[Kind, Any] = {
        Kind.MESSAGE: select(Message.content).where(
            Message.id == thing_id, or_(Message.sender_id == me, Message.receiver_id == me)
        ),
        Kind.SONG: select(Song.title).where(
            Song.id == thing_id, Song.deleted_at.is_(None), or_(Song.public.is_(True), Song.owner == caller.owner)
        ),
        Kind.PLAYLIST: select(Playlist.name + "\n" + Playlist.description).where(
            Playlist.id == thing_id,
            or_(
                Playlist.is_public.is_(True),
                Playlist.user_id == me,
                Playlist.id.in_(select(PlaylistMember.playlist_id).where(PlaylistMember.user_id == me)),
            ),
        ),
        Kind.USER: select(User.username + "\n" + User.about).where(User.id == thing_id, User.closed_at.is_(None)),
    }
    excerpt: str | None = session.scalar(seen[kind])
    if excerpt is None:
        raise NotFound(f"There is no {kind} {thing_id}.")
    return excerpt.strip()


def _document(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "thing": row.thing_id,
        "about_user": row.thing_id if row.kind == Kind.USER else row.sender_id,
        "reason": row.reason,
        "excerpt": row.excerpt,
        "reporter_id": row.reporter_id,
        "reporter": row.reporter,
        "created_at": iso(row.created_at),
        "resolved_at": iso(row.resolved_at) if row.resolved_at else None,
        "resolved_by": row.resolver,
    }
