"""The tables. A song is what people see; its takes are the versions of its music; assets are the files of a take."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.db import library  # noqa: F401 - songs refer to artists and albums
from backend.db.columns import Document, Identity, Json, Moment, Text80, UtcDateTime
from backend.db.session import Base


class User(Base):
    """Somebody with an account.

    ``email`` and ``name_key``, by which user names are told apart, are in the one spelling of services/spelling.py.
    ``pending_email`` is an address that becomes theirs once it is verified; ``avatar`` is a stored path. Whom an
    administrator disabled can do nothing and is told so, and loses nothing. Of a closed
    account only the row stays, without anything about its owner, so that its number is never given to somebody else.
    """

    __tablename__ = "users"

    id: Mapped[Identity] = mapped_column(init=False)
    username: Mapped[Text80] = mapped_column(unique=True)
    name_key: Mapped[str] = mapped_column(String(320), unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[Moment]
    full_name: Mapped[str] = mapped_column(String(150), default="")
    email_verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    pending_email: Mapped[str | None] = mapped_column(String(254), default=None)
    avatar: Mapped[str] = mapped_column(String(100), default="")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    about: Mapped[str] = mapped_column(String(500), default="")
    public_profile: Mapped[bool] = mapped_column(default=False)

    @property
    def to_verify(self) -> str | None:
        """The address that waits to be verified, if one does."""
        return self.pending_email or (None if self.email_verified_at else self.email)


class Login(Base):
    """One login: a key that its holder presents by cookie or header, until it is revoked; only its hash is kept.

    ``kind`` is ``session`` for those that a password opened, ``key`` for those that programs were given by hand.
    ``refresh_hash`` is of the one refresh token that is good now; those before it were given out for the same login.
    """

    __tablename__ = "logins"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[Moment]
    last_used_at: Mapped[Moment]
    name: Mapped[str] = mapped_column(String(80), default="")
    kind: Mapped[str] = mapped_column(String(8), default="session")
    refresh_hash: Mapped[str | None] = mapped_column(String(64), default=None)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class Job(Base):
    """A piece of heavy work. This row is the truth; brokers only carry its id.

    ``claim`` names the run that holds the job and ``lease_until`` when that run counts as dead.
    ``length_s`` is the size of the work for the estimate. ``owner`` is ``user:<id>``, ``guest:<key>``
    or ``house``, for what nobody in particular asked for.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        UniqueConstraint("owner", "idempotency_key"),
        Index("jobs_by_status", "status", "created_at"),
        Index("jobs_by_age", "created_at", "id"),
        Index("jobs_by_owner", "owner", "created_at"),
        Index("jobs_by_kind", "type", "status", "finished_at"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    type: Mapped[str] = mapped_column(String(40))
    owner: Mapped[str] = mapped_column(String(80))
    input: Mapped[Document]
    created_at: Mapped[Moment]
    length_s: Mapped[float] = mapped_column(default=0.0)
    seed: Mapped[int | None] = mapped_column(BigInteger, default=None)
    status: Mapped[str] = mapped_column(String(12), default="queued")
    stage: Mapped[str] = mapped_column(String(40), default="")
    progress: Mapped[float] = mapped_column(default=0.0)
    queued_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    attempt: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str | None] = mapped_column(String(40), default=None)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    retry_of: Mapped[str | None] = mapped_column(String(40), default=None)
    idempotency_key: Mapped[str | None] = mapped_column(String(200), default=None)
    engine_requested: Mapped[str | None] = mapped_column(String(40), default=None)
    engine_used: Mapped[str | None] = mapped_column(String(40), default=None)
    fallback_reason: Mapped[str | None] = mapped_column(String(200), default=None)
    result: Mapped[dict[str, Any] | None] = mapped_column(Json, default=None)
    outputs: Mapped[list[dict[str, Any]] | None] = mapped_column(Json, default=None)
    error: Mapped[dict[str, Any] | None] = mapped_column(Json, default=None)
    version: Mapped[int] = mapped_column(default=0)


class TrialUse(Base):
    """A song that a guest of a place (services/trial.py) asked for; it counts for a day, whatever becomes of it."""

    __tablename__ = "trial_uses"
    __table_args__ = (Index("trial_uses_by_place", "place", "created_at"),)

    id: Mapped[Identity] = mapped_column(init=False)
    place: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[Moment]


class Worker(Base):
    """A worker process. It renews ``seen_at`` while it lives; the estimate counts those that were seen lately."""

    __tablename__ = "workers"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    started_at: Mapped[Moment]
    seen_at: Mapped[Moment]


class Song(Base):
    """A song in the library, from the moment it is asked for (``state`` pending) until it is there (ready).
    One whose job ended without music has failed: the job tells that, and it is kept nowhere else.

    ``owner`` is ``user:<id>`` or ``guest:<key>``; ``track_id`` is an unguessable name that opens the song to whoever
    has it; ``file_name`` is reserved when the song is asked for, so that its address is known before it exists.
    ``current_take`` is the number of the take that the song plays and shows, the newest unless another was chosen;
    ``last_take`` is the highest number that a take of it ever had, so that none is given twice;
    ``summary`` is what lists show of it, so that they need not read all the facts of it. What songs are searched and
    sorted by has columns of its own: ``tempo_bpm``, ``key``, ``mood``, ``lyrics`` and ``title_key``. ``image`` is a
    stored path; ``gain_db`` and ``peak`` are what players level songs with (ReplayGain 2.0, a linear peak).
    """

    __tablename__ = "songs"
    __table_args__ = (
        Index("songs_by_owner", "owner", "deleted_at", "created_at"),
        Index("songs_by_public", "public", "deleted_at", "created_at"),
        Index("songs_by_genre", "public", "deleted_at", "state", "genre"),
        Index("songs_by_artist", "artist_id", "public"),
        Index("songs_by_album", "album_id", "track_number"),
        Index("songs_by_title", "title_key", "id"),
    )

    id: Mapped[Identity] = mapped_column(init=False)
    owner: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    track_id: Mapped[str] = mapped_column(String(40), unique=True)
    file_name: Mapped[str] = mapped_column(String(100), unique=True)
    created_at: Mapped[Moment]
    prompt: Mapped[str] = mapped_column(Text, default="")
    genre: Mapped[str] = mapped_column(String(80), default="")
    origin: Mapped[str] = mapped_column(String(20), default="generated")
    state: Mapped[str] = mapped_column(String(12), default="pending")
    duration_s: Mapped[float] = mapped_column(default=0.0)
    public: Mapped[bool] = mapped_column(default=False)
    play_count: Mapped[int] = mapped_column(default=0)
    like_count: Mapped[int] = mapped_column(default=0)
    job_id: Mapped[str | None] = mapped_column(String(40), default=None, index=True)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    summary: Mapped[dict[str, Any] | None] = mapped_column(Json, default=None)
    current_take: Mapped[int | None] = mapped_column(default=None)
    last_take: Mapped[int] = mapped_column(default=0)
    title_key: Mapped[str] = mapped_column(String(400), default="")
    artist_id: Mapped[int | None] = mapped_column(ForeignKey("artists.id", ondelete="SET NULL"), default=None)
    album_id: Mapped[int | None] = mapped_column(ForeignKey("albums.id", ondelete="SET NULL"), default=None)
    track_number: Mapped[int | None] = mapped_column(default=None)
    image: Mapped[str] = mapped_column(String(100), default="")
    lyrics: Mapped[str] = mapped_column(Text, default="")
    mood: Mapped[str] = mapped_column(String(40), default="")
    tempo_bpm: Mapped[float | None] = mapped_column(default=None)
    key: Mapped[str] = mapped_column(String(20), default="")
    gain_db: Mapped[float | None] = mapped_column(default=None)
    peak: Mapped[float | None] = mapped_column(default=None)
    featured_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    takes: Mapped[list[Take]] = relationship(
        back_populates="song", cascade="all, delete-orphan", order_by="Take.number", init=False
    )


class Take(Base):
    """One version of a song's music. Takes are never changed: an edit makes a child. ``facts`` is what a page shows.

    ``edit`` is what was asked for to make it of its parent, and what changed; None where it was made of a brief.
    """

    __tablename__ = "takes"
    __table_args__ = (UniqueConstraint("song_id", "number"),)

    id: Mapped[Identity] = mapped_column(init=False)
    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), init=False)
    number: Mapped[int]
    seed: Mapped[int] = mapped_column(BigInteger)
    brief: Mapped[Document]
    facts: Mapped[Document]
    versions: Mapped[Document]
    created_at: Mapped[Moment]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("takes.id", ondelete="SET NULL"), default=None, index=True)
    edit: Mapped[dict[str, Any] | None] = mapped_column(Json, default=None)
    song: Mapped[Song] = relationship(back_populates="takes", init=False)
    assets: Mapped[list[Asset]] = relationship(back_populates="take", cascade="all, delete-orphan", init=False)


class Asset(Base):
    """A stored file and its owner. ``path`` is relative to the storage root; ``name`` is what a download is called."""

    __tablename__ = "assets"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str] = mapped_column(String(80), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    format: Mapped[str] = mapped_column(String(10))
    path: Mapped[str] = mapped_column(String(255), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    created_at: Mapped[Moment]
    duration_s: Mapped[float | None] = mapped_column(default=None)
    details: Mapped[dict[str, Any]] = mapped_column(Json, default_factory=dict)
    take_id: Mapped[int | None] = mapped_column(ForeignKey("takes.id", ondelete="CASCADE"), default=None, index=True)
    take: Mapped[Take | None] = relationship(back_populates="assets", init=False)


class Transfer(Base):
    """A file that comes in pieces. How much of it is here is the size of what lies at services/transfers.py's place for
    it; once it is whole, ``job_id`` is the job that looks through it and makes an asset of it.
    """

    __tablename__ = "transfers"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str] = mapped_column(String(80), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    format: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(120))
    length: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[Moment]
    touched_at: Mapped[Moment]
    job_id: Mapped[str | None] = mapped_column(String(40), default=None)


class LyricSheet(Base):
    """Lyrics that somebody keeps; ``last_version`` is the number of the newest version, whose text they have."""

    __tablename__ = "lyric_sheets"
    __table_args__ = (Index("lyric_sheets_by_owner", "owner", "updated_at"),)

    id: Mapped[Identity] = mapped_column(init=False)
    owner: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
    language: Mapped[str] = mapped_column(String(40), default="")
    last_version: Mapped[int] = mapped_column(default=0)
    versions: Mapped[list[LyricVersion]] = relationship(
        back_populates="sheet", cascade="all, delete-orphan", order_by="LyricVersion.number", init=False
    )


class LyricVersion(Base):
    """One version of some lyrics, never changed. ``times`` is when its lines are sung, where a file said so."""

    __tablename__ = "lyric_versions"
    __table_args__ = (UniqueConstraint("sheet_id", "number"),)

    id: Mapped[Identity] = mapped_column(init=False)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("lyric_sheets.id", ondelete="CASCADE"), init=False)
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Moment]
    made_by: Mapped[str] = mapped_column(String(20), default="typed")
    times: Mapped[dict[str, Any] | None] = mapped_column(Json, default=None)
    sheet: Mapped[LyricSheet] = relationship(back_populates="versions", init=False)
