"""Plays: a song that somebody begins counts once, until the longest song would be over, whichever process is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, func, insert, or_, select, update
from sqlalchemy.orm import Session

from backend.db.library import Album, Artist, Play
from backend.db.models import Song
from backend.db.session import Database
from backend.services.callers import Caller, owner_of, user_id_of
from backend.services.moments import iso
from backend.services.tallies import IS_PUBLIC
from backend.studio.brief import MAX_SECONDS

# Players ask for the beginning several times: to see how long a file is, and after each seek back.
WINDOW = timedelta(seconds=MAX_SECONDS)
_LATELY = (
    select(Play.id)
    .where(
        Play.song_id == bindparam("song"),
        Play.listener == bindparam("who"),
        Play.played_at > bindparam("after"),
        Play.played_at < bindparam("before"),
    )
    .limit(1)
)
_MINE = (
    Play.user_id == bindparam("user_id"),
    Song.deleted_at.is_(None),
    or_(and_(*IS_PUBLIC), Song.owner == bindparam("owner")),
)
_COUNT = select(func.count()).select_from(Play).join(Song, Song.id == Play.song_id).where(*_MINE)
_HISTORY = (
    select(Play.song_id, Play.played_at, Song.title)
    .join(Song, Song.id == Play.song_id)
    .where(*_MINE)
    .order_by(Play.played_at.desc(), Play.id.desc())
    .limit(bindparam("size"))
    .offset(bindparam("first"))
)
_BLIND = {"synchronize_session": False}


@dataclass(frozen=True)
class History:
    """A stretch of what somebody has heard, and how long the whole is."""

    count: int
    results: list[dict[str, Any]]


class Plays:
    """Counts who begins to hear what, and remembers it for them."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def begin(self, song_id: int, listener: str, *, at: datetime | None = None) -> bool:
        """Count a listen; False if this listener began the same song a moment before or after.

        Parameters
        ----------
        listener : ``user:<id>``, whose history then has it, or whatever else tells one listener from another
        at : when it was heard, if that was not now
        """
        now = at or self._clock()
        near = {"song": song_id, "who": listener, "after": now - WINDOW, "before": now + WINDOW}
        with self._database.reading() as connection:
            if connection.scalar(_LATELY, near) is not None:
                return False
        with self._database.transaction() as session:
            song = _held(session, song_id)
            # Another process may have counted it while this one waited for the song.
            if song is None or session.scalar(_LATELY, near) is not None:
                return False
            session.execute(insert(Play).values(_row(song_id, listener, now)))
            _count(session, song)
        return True

    def history(self, caller: Caller, number: int, size: int) -> History:
        """What the caller has heard, the newest first; of songs that they may still see.

        Raises
        ------
        NotSignedIn
            without an account
        """
        user_id = caller.signed_in().id
        mine = {"user_id": user_id, "owner": owner_of(user_id)}
        with self._database.reading() as connection:
            count = connection.execute(_COUNT, mine).scalar_one()
            rows = connection.execute(_HISTORY, {**mine, "size": size, "first": (number - 1) * size}).all()
        played = [{"song": row.title, "song_id": row.song_id, "played_at": iso(row.played_at)} for row in rows]
        return History(count, played)


def _held(session: Session, song_id: int) -> Any:
    """A song that nobody else counts a listen of until the transaction ends."""
    held = update(Song).where(Song.id == song_id).values(play_count=Song.play_count + 0)
    return session.execute(
        held.returning(Song.id, Song.album_id, Song.artist_id, Song.public, Song.deleted_at, Song.state),
        execution_options=_BLIND,
    ).first()


def _row(song_id: int, listener: str, now: datetime) -> dict[str, Any]:
    return {"song_id": song_id, "played_at": now, "user_id": user_id_of(listener), "listener": listener}


def _count(session: Session, song: Any) -> None:
    counted: list[tuple[Any, int | None]] = [(Song, song.id)]
    if song.public and not song.deleted_at and song.state == "ready":
        counted += [(Album, song.album_id), (Artist, song.artist_id)]
    for table, which in counted:
        if which is not None:
            more = update(table).where(table.id == which).values(play_count=table.play_count + 1)
            session.execute(more, execution_options=_BLIND)
