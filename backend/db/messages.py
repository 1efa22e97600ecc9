"""The tables of messages: what people write to each other, whom they will not hear, what they report, and what
administrators did.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db.columns import Document, Identity, Moment, UtcDateTime
from backend.db.session import Base


class Message(Base):
    """What somebody wrote to another; each of the two may take it from their own list.

    No number is given twice, even on SQLite: listeners go on after the last one that they heard.
    """

    __tablename__ = "messages"
    __table_args__ = (
        Index("messages_by_receiver", "receiver_id", "id"),
        Index("messages_by_sender", "sender_id", "id"),
        Index("messages_between", "sender_id", "receiver_id", "id"),
        Index("messages_unread", "receiver_id", "read_at", "sender_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Identity] = mapped_column(init=False)
    sender_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    receiver_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    content: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Moment]
    song_id: Mapped[int | None] = mapped_column(ForeignKey("songs.id", ondelete="SET NULL"), default=None, index=True)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    hidden_by_sender: Mapped[bool] = mapped_column(default=False)
    hidden_by_receiver: Mapped[bool] = mapped_column(default=False)


class Block(Base):
    """Somebody will hear no more of another."""

    __tablename__ = "blocks"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    blocked_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True)
    created_at: Mapped[Moment]


class Report(Base):
    """Something that an administrator is asked to look at. ``kind`` is message, song, playlist or user.

    ``excerpt`` is what it said when it was reported.
    """

    __tablename__ = "reports"
    __table_args__ = (Index("reports_by_resolved_at", "resolved_at", "id"),)

    id: Mapped[Identity] = mapped_column(init=False)
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(String(12))
    thing_id: Mapped[int]
    reason: Mapped[str] = mapped_column(String(500))
    excerpt: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Moment]
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    resolved_by: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), default=None)


class Act(Base):
    """What an administrator did, or tried to: written before it is done, its outcome after.

    ``act`` is the name of the route, ``kind`` and ``thing_id`` what it was done to, ``details`` what was asked for,
    without secrets. ``outcome`` is the status of the answer; None: the process died on the way.
    """

    __tablename__ = "acts"
    __table_args__ = (
        Index("acts_by_admin", "admin_id", "id"),
        Index("acts_by_act", "act", "id"),
        Index("acts_by_thing", "kind", "thing_id", "id"),
    )

    id: Mapped[Identity] = mapped_column(init=False)
    admin_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    act: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(12))
    thing_id: Mapped[str] = mapped_column(String(100))
    details: Mapped[Document]
    created_at: Mapped[Moment]
    request_id: Mapped[str] = mapped_column(String(12), default="")
    outcome: Mapped[int | None] = mapped_column(default=None)
