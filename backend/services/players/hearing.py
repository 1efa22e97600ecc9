"""What players say of what is heard: that a song plays now, that it was heard, and what is to be heard next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, or_, select

from backend.db.models import Song, User
from backend.db.players import NowPlaying, PlayQueue
from backend.db.session import Database
from backend.db.upsert import insert
from backend.services.callers import Caller
from backend.services.errors import InvalidInput
from backend.services.moments import iso
from backend.services.players import ids
from backend.services.players.catalogue import Catalogue, Document, values_of
from backend.services.players.statements import IS_THERE
from backend.services.plays import Plays

# A song that a player began and never said more of plays no longer than this.
PLAYS_ON = timedelta(hours=1)
MOST_QUEUED, MOST_NAME = 10_000, 80
# Players that were without a network say later what was heard, up to so much later.
OLDEST = timedelta(days=365)
_NOW = (
    select(NowPlaying.song_id, NowPlaying.player, NowPlaying.since, Song.duration_s, User.username)
    .join(Song, Song.id == NowPlaying.song_id)
    .join(User, User.id == NowPlaying.user_id)
    .where(
        NowPlaying.since > bindparam("after"),
        IS_THERE,
        or_(NowPlaying.user_id == bindparam("me"), User.public_profile.is_(True)),
    )
    .order_by(NowPlaying.since.desc())
)


class Hearing:
    """Keeps what players say."""

    def __init__(
        self, database: Database, catalogue: Catalogue, plays: Plays, *, clock: Callable[[], datetime]
    ) -> None:
        self._database, self._catalogue, self._plays, self._clock = database, catalogue, plays, clock

    def heard(self, caller: Caller, songs: Sequence[int], times_ms: Sequence[int]) -> None:
        """Count listens, each at its time or now; songs that are not for the caller are passed over."""
        now = self._clock()
        there = self._there(caller, songs)
        for place, song in enumerate(songs):
            if song in there:
                said_ms = times_ms[place] if place < len(times_ms) else None
                at = _moment(said_ms, now) if said_ms is not None else None
                self._plays.begin(song, caller.owner, at=at)

    def begins(self, caller: Caller, song_id: int, player: str) -> None:
        """Say that a player plays a song now."""
        user_id = caller.signed_in().id
        if song_id not in self._there(caller, [song_id]):
            return
        which = {"user_id": user_id, "player": player[:MOST_NAME]}
        said = {"song_id": song_id, "since": self._clock()}
        with self._database.transaction() as session:
            wanted = insert(session, NowPlaying).values(**which, **said)
            session.execute(wanted.on_conflict_do_update(index_elements=list(which), set_=said))

    def now(self, caller: Caller) -> list[Document]:
        """What plays now: the caller's own players, and those of people whose profile is public."""
        moment = self._clock()
        with self._database.reading() as connection:
            rows = connection.execute(_NOW, values_of(caller, after=moment - PLAYS_ON)).all()
        rows = [row for row in rows if row.since + timedelta(seconds=row.duration_s) > moment]
        songs = {song["id"]: song for song in self._catalogue.songs_by_id(caller, [row.song_id for row in rows])}
        return [
            {
                **songs[ids.song(row.song_id)],
                "username": row.username,
                "minutesAgo": int((moment - row.since).total_seconds() // 60),
                "playerId": number,
                "playerName": row.player,
            }
            for number, row in enumerate(rows, start=1)
            if ids.song(row.song_id) in songs
        ]

    def keep_queue(
        self, caller: Caller, songs: Sequence[int], *, current: int | None, position_ms: int, player: str
    ) -> None:
        """Keep what is heard next, so that another player can go on: ``current`` is a place in it. Nothing: forget it.

        Raises
        ------
        InvalidInput
            if there is no song at ``current``
        """
        user_id = caller.signed_in().id
        if songs and (current is None or current >= len(songs)):
            allowed = f"0..{len(songs) - 1}"
            raise InvalidInput(f"There is no song at place {current} of the queue; allowed is {allowed}.")
        said: dict[str, Any] = {
            "songs": list(songs),
            "changed_at": self._clock(),
            "changed_by": player[:MOST_NAME],
            "current": current,
            "position_ms": position_ms,
        }
        with self._database.transaction() as session:
            if not songs:
                session.execute(delete(PlayQueue).where(PlayQueue.user_id == user_id))
                return
            wanted = insert(session, PlayQueue).values(user_id=user_id, **said)
            session.execute(wanted.on_conflict_do_update(index_elements=["user_id"], set_=said))

    def queue(self, caller: Caller) -> tuple[Document, int] | None:
        """What is heard next, and the place of the song that plays; songs that went meanwhile are left out."""
        person = caller.signed_in()
        kept = select(*PlayQueue.__table__.columns).where(PlayQueue.user_id == person.id)
        with self._database.reading() as connection:
            row = connection.execute(kept).first()
        if row is None:
            return None
        there = self._there(caller, row.songs)
        entries = self._catalogue.songs_by_id(caller, row.songs)
        current = sum(1 for song in row.songs[: row.current] if song in there)
        told = {
            "position": row.position_ms,
            "username": person.username,
            "changed": iso(row.changed_at),
            "changedBy": row.changed_by,
            "entry": entries,
        }
        return told, max(0, min(current, len(entries) - 1))

    def tidy(self) -> None:
        """Forget what has not played for long."""
        old = delete(NowPlaying).where(NowPlaying.since < self._clock() - PLAYS_ON)
        self._database.within(lambda session: session.execute(old))

    def _there(self, caller: Caller, songs: Sequence[int]) -> set[int]:
        seen = select(Song.id).where(Song.id.in_(bindparam("ids", expanding=True)), IS_THERE)
        with self._database.reading() as connection:
            return set(connection.scalars(seen, values_of(caller, ids=sorted(set(songs))))) if songs else set()


def _moment(said_ms: int, now: datetime) -> datetime:
    """The moment that a player named, or now where it cannot have been then: clocks of players go wrong."""
    said_s = said_ms / 1000
    is_likely = (now - OLDEST).timestamp() < said_s <= now.timestamp()
    return datetime.fromtimestamp(said_s, UTC) if is_likely else now
