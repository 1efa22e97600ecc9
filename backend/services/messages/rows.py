"""Messages as they are read from the tables, and as documents.

Every statement is built once; ``me`` is who reads.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select, union_all
from sqlalchemy.orm import aliased

from backend.db.messages import Message
from backend.db.models import Song, User
from backend.services.messages.attached import SongLinks
from backend.services.moments import iso

ME: Any = bindparam("me")
_SENDER, _RECEIVER = aliased(User), aliased(User)

IS_SENT = and_(Message.sender_id == ME, Message.hidden_by_sender.is_(False))
IS_GOT = and_(Message.receiver_id == ME, Message.hidden_by_receiver.is_(False))
IS_MINE = or_(IS_SENT, IS_GOT)
IS_UNREAD = and_(IS_GOT, Message.read_at.is_(None))

FULL: Any = (
    select(
        Message.id,
        Message.sender_id,
        Message.receiver_id,
        Message.content,
        Message.created_at,
        Message.read_at,
        Message.hidden_by_sender,
        _SENDER.username.label("sender_name"),
        _RECEIVER.username.label("receiver_name"),
        Song.id.label("song_id"),
        Song.title,
        Song.duration_s,
        Song.public,
        Song.owner,
    )
    .join(_SENDER, _SENDER.id == Message.sender_id)
    .join(_RECEIVER, _RECEIVER.id == Message.receiver_id)
    .outerjoin(Song, and_(Song.id == Message.song_id, Song.deleted_at.is_(None), Song.state == "ready"))
)
UNREAD = select(func.count()).select_from(Message).where(IS_UNREAD)


def mine(*more: Any) -> Any:
    """The numbers of the messages that one has and that fulfil more, from both sides by their own indexes."""
    return union_all(*(select(Message.id.label("id")).where(side, *more) for side in (IS_SENT, IS_GOT))).subquery()


def page_of(which: Any) -> tuple[Any, Any]:
    """Count some messages, and show a stretch of them, the newest first; values are ``size`` and ``before`` besides."""
    stretch = select(which.c.id).order_by(which.c.id.desc()).limit(bindparam("size")).offset(bindparam("before"))
    shown = FULL.where(Message.id.in_(stretch)).order_by(Message.id.desc())
    return select(func.count()).select_from(which), shown


def after(which: Any) -> Any:
    """Some messages after ``seen``, the oldest first, at most ``size``."""
    return FULL.where(Message.id.in_(select(which.c.id))).order_by(Message.id).limit(bindparam("size"))


def document(row: Any, me: int, links: SongLinks) -> dict[str, Any]:
    """A message as one of its two sees it."""
    return {
        "id": row.id,
        "sender": row.sender_id,
        "sender_name": row.sender_name,
        "receiver": row.receiver_id,
        "receiver_name": row.receiver_name,
        "content": row.content,
        "created_at": iso(row.created_at),
        "read_at": iso(row.read_at) if row.read_at else None,
        "is_mine": row.sender_id == me,
        "song": links.document(row),
    }
