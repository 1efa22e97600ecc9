"""The tables of the library: artists, albums, playlists, what people think of things, what was played, and shares."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.db.columns import Identity, Json, Moment, UtcDateTime
from backend.db.session import Base


class Artist(Base):
    """Whom songs and albums are by; ``name_key`` tells names apart as services/spelling.py does.

    ``song_count`` and ``play_count`` are of their public songs, kept so that lists need not count.
    """

    __tablename__ = "artists"

    id: Mapped[Identity] = mapped_column(init=False)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(400), unique=True)
    created_at: Mapped[Moment]
    image: Mapped[str] = mapped_column(String(100), default="")
    song_count: Mapped[int] = mapped_column(default=0)
    play_count: Mapped[int] = mapped_column(default=0)


class Album(Base):
    """Songs that belong together, in the order of their track numbers; ``image`` is a stored path.

    ``song_count``, ``duration_s`` and ``play_count`` are of its public songs, kept so that lists need not count.
    ``owner`` is who began it by naming it at a song of theirs, empty for the house's own, which everybody sees.
    """

    __tablename__ = "albums"
    __table_args__ = (
        Index("albums_by_title", "title_key", "id"),
        Index("albums_by_created_at", "created_at", "id"),
        Index("albums_by_artist", "artist_id", "release_year"),
        Index("albums_by_owner", "owner", "artist_id", "title_key"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Identity] = mapped_column(init=False)
    title: Mapped[str] = mapped_column(String(200))
    title_key: Mapped[str] = mapped_column(String(400))
    artist_id: Mapped[int] = mapped_column(ForeignKey("artists.id"))
    created_at: Mapped[Moment]
    release_year: Mapped[int | None] = mapped_column(default=None)
    image: Mapped[str] = mapped_column(String(100), default="")
    song_count: Mapped[int] = mapped_column(default=0)
    duration_s: Mapped[float] = mapped_column(default=0.0)
    play_count: Mapped[int] = mapped_column(default=0)
    owner: Mapped[str] = mapped_column(String(80), default="")
    artist: Mapped[Artist] = relationship(init=False)


class SongTag(Base):
    """A word that somebody put on a song."""

    __tablename__ = "song_tags"
    __table_args__ = (Index("song_tags_by_tag", "tag", "song_id"),)

    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[str] = mapped_column(String(40), primary_key=True)


class SongChange(Base):
    """A song of which something changed that it is found by, or that went; triggers write it (db/search_index.py).

    ``tx`` is PostgreSQL's number of the transaction, for there what has a lower ``seq`` may be seen later.
    """

    __tablename__ = "song_changes"
    __table_args__ = ({"sqlite_autoincrement": True},)

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, init=False)
    song_id: Mapped[int]
    tx: Mapped[int | None] = mapped_column(BigInteger, default=None, index=True)


class Playlist(Base):
    """Songs in an order of one's own. With a ``rule`` it is a smart one: the rule says what is in it, and no rows do.

    Whoever brings ``token`` becomes a member, who may change what is in it while it is collaborative. ``changed_at``
    moves on with each change: it tells whether somebody else was there meanwhile.
    """

    __tablename__ = "playlists"
    __table_args__ = (Index("playlists_by_owner", "user_id", "id"), Index("playlists_by_public", "is_public", "id"))

    id: Mapped[Identity] = mapped_column(init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]
    is_public: Mapped[bool] = mapped_column(default=False)
    is_collaborative: Mapped[bool] = mapped_column(default=False)
    description: Mapped[str] = mapped_column(Text, default="")
    cover: Mapped[str] = mapped_column(String(100), default="")
    rule: Mapped[dict[str, Any] | None] = mapped_column(Json, default=None)
    token: Mapped[str | None] = mapped_column(String(40), default=None, unique=True)


class PlaylistSong(Base):
    """A song's place in a playlist, which may hold a song twice. Places are numbers from 0 without gaps."""

    __tablename__ = "playlist_songs"
    __table_args__ = (
        Index("playlist_songs_by_place", "playlist_id", "position"),
        # Editors who see an older state name what they mean by number.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Identity] = mapped_column(init=False)
    playlist_id: Mapped[int] = mapped_column(ForeignKey("playlists.id", ondelete="CASCADE"))
    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    added_at: Mapped[Moment]
    added_by: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), default=None)


class PlaylistMember(Base):
    """Somebody who may add to a playlist of another's."""

    __tablename__ = "playlist_members"

    playlist_id: Mapped[int] = mapped_column(ForeignKey("playlists.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True)


class Opinion(Base):
    """What somebody thinks of a thing: whether they like it, and how many stars (1..5) they gave it.

    ``kind`` is ``song``, ``album`` or ``artist``, ``thing_id`` its number.
    """

    __tablename__ = "opinions"
    __table_args__ = (
        Index("opinions_by_liked", "user_id", "kind", "liked_at"),
        Index("opinions_by_thing", "kind", "thing_id"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    thing_id: Mapped[int] = mapped_column(primary_key=True)
    liked_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    stars: Mapped[int | None] = mapped_column(default=None)


class Play(Base):
    """A listen of a song that counted; ``user_id`` None: somebody who was not signed in.

    ``listener`` is by whom a second listen is told from the first: ``user:<id>``, or the place that somebody came from.
    """

    __tablename__ = "plays"
    __table_args__ = (
        Index("plays_by_user", "user_id", "played_at"),
        Index("plays_by_song", "song_id", "played_at"),
        Index("plays_by_played_at", "played_at", "song_id"),
    )

    id: Mapped[Identity] = mapped_column(init=False)
    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"))
    played_at: Mapped[Moment]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), default=None)
    listener: Mapped[str] = mapped_column(String(80), default="")


class Share(Base):
    """A link that opens a song, an album or a playlist to whoever has it, until it ends."""

    __tablename__ = "shares"
    __table_args__ = (UniqueConstraint("token"), Index("shares_by_thing", "kind", "thing_id"))

    id: Mapped[Identity] = mapped_column(init=False)
    token: Mapped[str] = mapped_column(String(40))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    thing_id: Mapped[int]
    created_at: Mapped[Moment]
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    description: Mapped[str] = mapped_column(String(200), default="")
    visits: Mapped[int] = mapped_column(default=0)
    visited_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
