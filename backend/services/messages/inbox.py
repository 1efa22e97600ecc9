"""Reading messages: one's own list, the conversation with somebody, all conversations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, delete, func, literal, or_, select, union_all, update
from sqlalchemy.orm import Session

from backend.db.messages import Block, Message
from backend.db.models import User
from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.errors import NotFound
from backend.services.messages import rows
from backend.services.messages.attached import SongLinks
from backend.services.messages.rows import FULL, IS_GOT, IS_MINE, IS_SENT, ME
from backend.services.moments import iso

_BLIND = {"synchronize_session": False}
_OTHER: Any = bindparam("other")
_WITH_OTHER = or_(and_(IS_SENT, Message.receiver_id == _OTHER), and_(IS_GOT, Message.sender_id == _OTHER))
_IS_NEW = Message.id > bindparam("seen")

_ALL, _UNREAD = rows.mine(), rows.mine(rows.IS_UNREAD)
_BETWEEN: Any = union_all(
    select(Message.id.label("id")).where(IS_SENT, Message.receiver_id == _OTHER),
    select(Message.id.label("id")).where(IS_GOT, Message.sender_id == _OTHER),
).subquery()
_PAGES = {"all": rows.page_of(_ALL), "unread": rows.page_of(_UNREAD), "with": rows.page_of(_BETWEEN)}
_NEW = rows.after(rows.mine(_IS_NEW))
_ONE = FULL.where(Message.id == bindparam("message_id"), IS_MINE)
_EXISTS = select(User.id).where(User.id == _OTHER, User.closed_at.is_(None))

# Both sides of everything one has, by whom it was with: the last of it, and how much of it was not read.
_SIDES: Any = union_all(
    select(Message.receiver_id.label("other"), Message.id.label("id"), literal(0).label("unread")).where(IS_SENT),
    select(Message.sender_id, Message.id, case((Message.read_at.is_(None), 1), else_=0)).where(IS_GOT),
).subquery()
_TALKS = (
    select(
        _SIDES.c.other,
        func.max(_SIDES.c.id).label("last"),
        func.sum(_SIDES.c.unread).label("unread"),
        func.count().over().label("talks"),
        func.sum(func.sum(_SIDES.c.unread)).over().label("all_unread"),
    )
    .group_by(_SIDES.c.other)
    .subquery()
)
_CONVERSATIONS = (
    FULL.add_columns(
        _TALKS.c.other,
        _TALKS.c.unread,
        _TALKS.c.talks,
        _TALKS.c.all_unread,
        User.username.label("other_name"),
        User.full_name.label("other_full_name"),
        User.avatar.label("other_avatar"),
        User.disabled_at.label("other_disabled_at"),
        Block.created_at.label("blocked_at"),
    )
    .join(_TALKS, _TALKS.c.last == Message.id)
    .join(User, User.id == _TALKS.c.other)
    .outerjoin(Block, and_(Block.user_id == ME, Block.blocked_id == _TALKS.c.other))
    .order_by(_TALKS.c.last.desc())
    .limit(bindparam("size"))
    .offset(bindparam("before"))
)

Page = tuple[int, list[dict[str, Any]]]


class Inbox:
    """The messages of whoever calls."""

    def __init__(self, database: Database, links: SongLinks, *, clock: Callable[[], datetime]) -> None:
        self._database, self._links, self._clock = database, links, clock

    def page(self, caller: Caller, *, number: int, size: int, unread: bool = False) -> Page:
        """How many messages there are both ways, and a stretch of them, the newest first."""
        return self._page("unread" if unread else "all", caller, number, size)

    def conversation(self, caller: Caller, other: int, *, number: int, size: int) -> Page:
        """The same of the messages with one person. Nothing is marked as read by it.

        Raises
        ------
        NotFound
            if there is no such person
        """
        with self._database.reading() as connection:
            if connection.scalar(_EXISTS, {"other": other}) is None:
                raise NotFound(f"There is no user {other}.")
        return self._page("with", caller, number, size, other=other)

    def after(self, caller: Caller, seen: int, *, size: int) -> list[dict[str, Any]]:
        """The messages after the one numbered ``seen``, the oldest first: for who looks from time to time."""
        me = caller.signed_in().id
        with self._database.reading() as connection:
            found = connection.execute(_NEW, {"me": me, "seen": seen, "size": size}).all()
        return [rows.document(row, me, self._links) for row in found]

    def conversations(self, caller: Caller, *, number: int, size: int) -> tuple[int, int, list[dict[str, Any]]]:
        """How many conversations and unread messages there are, and a stretch of them, what was last said first."""
        me = caller.signed_in().id
        with self._database.reading() as connection:
            found = connection.execute(_CONVERSATIONS, {"me": me, **_stretch(number, size)}).all()
            if not found:
                totals = connection.execute(select(func.max(_TALKS.c.talks), func.max(_TALKS.c.all_unread)), {"me": me})
                talks, unread = totals.one()
                return talks or 0, int(unread or 0), []
        return found[0].talks, int(found[0].all_unread), [self._talk(row, me) for row in found]

    def unread(self, caller: Caller) -> int:
        """How many messages wait to be read."""
        with self._database.reading() as connection:
            return connection.scalar(rows.UNREAD, {"me": caller.signed_in().id}) or 0

    def last(self, caller: Caller) -> int:
        """The number of the newest message; 0 without any."""
        with self._database.reading() as connection:
            return connection.scalar(select(func.max(_ALL.c.id)), {"me": caller.signed_in().id}) or 0

    def message(self, caller: Caller, message_id: int) -> dict[str, Any]:
        """One message.

        Raises
        ------
        NotFound
            if there is none, or the caller is neither of its two
        """
        me = caller.signed_in().id
        with self._database.reading() as connection:
            row = connection.execute(_ONE, {"me": me, "message_id": message_id}).first()
        if row is None:
            raise _missing(message_id)
        return rows.document(row, me, self._links)

    def remove(self, caller: Caller, message_id: int) -> None:
        """Take a message from the caller's list; when both have done so it is gone."""
        me = caller.signed_in().id
        with self._database.transaction() as session:
            for mine, hidden in ((IS_SENT, "hidden_by_sender"), (IS_GOT, "hidden_by_receiver")):
                which = update(Message).where(Message.id == message_id, mine).values({hidden: True})
                if session.execute(which.returning(Message.id), {"me": me}, execution_options=_BLIND).first():
                    break
            else:
                raise _missing(message_id)
            nobodys = Message.hidden_by_sender & Message.hidden_by_receiver
            session.execute(delete(Message).where(Message.id == message_id, nobodys), execution_options=_BLIND)

    def mark_read(self, caller: Caller, message_id: int) -> dict[str, Any]:
        """Say that one has read a message that one got; what one sent stays as it is."""
        me = caller.signed_in().id
        with self._database.transaction() as session:
            self._read(session, me, Message.id == message_id)
        return self.message(caller, message_id)

    def read_all(self, caller: Caller, other: int, *, up_to: int | None = None) -> int:
        """Say that one has read what somebody wrote, perhaps up to a message; the answer is how many were new."""
        me = caller.signed_in().id
        which = Message.sender_id == other
        if up_to is not None:
            which = and_(which, Message.id <= up_to)
        with self._database.transaction() as session:
            return self._read(session, me, which)

    def _read(self, session: Session, me: int, which: Any) -> int:
        new = update(Message).where(rows.IS_UNREAD, which).values(read_at=self._clock()).returning(Message.id)
        return len(session.execute(new, {"me": me}, execution_options=_BLIND).all())

    def _page(self, kind: str, caller: Caller, number: int, size: int, **more: int) -> Page:
        me = caller.signed_in().id
        counting, listing = _PAGES[kind]
        values = {"me": me, **more}
        with self._database.reading() as connection:
            count = connection.scalar(counting, values) or 0
            found = connection.execute(listing, {**values, **_stretch(number, size)}).all()
        return count, [rows.document(row, me, self._links) for row in found]

    def _talk(self, row: Any, me: int) -> dict[str, Any]:
        return {
            "user": {
                "id": row.other,
                "username": row.other_name,
                "full_name": row.other_full_name,
                "avatar": f"/media/{row.other_avatar}" if row.other_avatar else None,
                "active": row.other_disabled_at is None,
            },
            "unread": int(row.unread),
            "blocked": row.blocked_at is not None,
            "last_message": rows.document(row, me, self._links),
            "last_at": iso(row.created_at),
        }


def _stretch(number: int, size: int) -> dict[str, int]:
    return {"size": size, "before": (number - 1) * size}


def _missing(message_id: int) -> NotFound:
    return NotFound(f"There is no message {message_id}.")
