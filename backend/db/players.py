"""The tables of players: passwords of their own, and what each is in the middle of."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db.columns import Identity, Json, Moment, UtcDateTime
from backend.db.session import Base


class AppPassword(Base):
    """A password that one player has. Players prove that they know it by a hash over it, so it must be readable here:
    ``secret`` is encrypted with a key that SECRET_KEY gives. It opens nothing but ``/rest/``.
    """

    __tablename__ = "app_passwords"

    id: Mapped[Identity] = mapped_column(init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    secret: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[Moment]
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class PlayQueue(Base):
    """What somebody listens to, so that another player can go on with it."""

    __tablename__ = "play_queues"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    songs: Mapped[list[Any]] = mapped_column(Json)
    changed_at: Mapped[Moment]
    changed_by: Mapped[str] = mapped_column(String(80), default="")
    current: Mapped[int | None] = mapped_column(default=None)
    position_ms: Mapped[int] = mapped_column(BigInteger, default=0)


class NowPlaying(Base):
    """The song that somebody's player said it plays."""

    __tablename__ = "now_playing"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    player: Mapped[str] = mapped_column(String(80), primary_key=True)
    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"))
    since: Mapped[Moment]
