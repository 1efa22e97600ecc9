"""The library: show songs, and empty the trash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, select, update
from sqlalchemy.orm import selectinload

from backend.db.library import Album, Artist, SongTag
from backend.db.models import Asset, Job, Song, Take, User
from backend.db.session import Database
from backend.services.albums import forget_empty
from backend.services.artists import forget_unused
from backend.services.callers import Caller, user_id_of
from backend.services.errors import NotFound
from backend.services.names import folder
from backend.services.opinions import NOTHING, forget_things, thoughts
from backend.services.share_ends import end_shares
from backend.services.song_documents import GUEST, song_document, take_document
from backend.storage.local import LocalStorage

TRASH_KEEPS = timedelta(days=30)
# Songs that are removed at once: a fraction of a second, in which nobody else may write to SQLite.
AT_ONCE = 200

# Built once: putting a statement together costs more than running it.
LISTING: Any = select(
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
    Song.summary,
    Song.origin,
    Song.current_take,
    Song.mood,
    Song.image,
    Song.artist_id,
    Song.album_id,
    Song.track_number,
    Song.gain_db,
    Song.peak,
    Artist.name.label("artist"),
    Album.title.label("album"),
    Job.status.label("job_status"),
    Job.progress.label("job_progress"),
)
LISTING = (
    LISTING.outerjoin(Job, Job.id == Song.job_id)
    .outerjoin(Artist, Artist.id == Song.artist_id)
    .outerjoin(Album, Album.id == Song.album_id)
)
_CURRENT_TAKE = (
    select(Take)
    .join(Song, and_(Song.id == Take.song_id, Song.current_take == Take.number))
    .where(Song.id == bindparam("song_id"))
    .options(selectinload(Take.assets))
)
_BY_ID = LISTING.where(Song.id == bindparam("song_id"))
# What lies outside of the folders of songs: those that people brought.
_MASTERS = select(Asset.path).join(Take).join(Song).where(Song.origin == "uploaded", Asset.kind == "master")
_GONE = (Song.id, Song.track_id, Song.image, Song.artist_id, Song.album_id)
_BLIND = {"synchronize_session": False}
_WORDS = select(Song.lyrics).where(Song.id == bindparam("song_id"))
_USERS = select(User.id, User.username).where(User.id.in_(bindparam("users", expanding=True)))
_TAGS = (
    select(SongTag.song_id, SongTag.tag)
    .where(SongTag.song_id.in_(bindparam("songs", expanding=True)))
    .order_by(SongTag.tag)
)


class Songs:
    """The songs that a caller may see and change."""

    def __init__(self, database: Database, storage: LocalStorage, *, clock: Callable[[], datetime]) -> None:
        self._database, self._storage, self._clock = database, storage, clock

    def song(self, caller: Caller, song_id: int) -> dict[str, Any]:
        """One song with all that its own page shows."""
        with self._database.transaction() as session:
            connection = session.connection()
            row = visible(connection, caller, song_id)
            lyrics = connection.scalar(_WORDS, {"song_id": song_id})
            document = {**documents(connection, [row], caller)[0], "lyrics": lyrics}
            take = session.scalars(_CURRENT_TAKE, {"song_id": song_id}).first()
            return {**document, **take_document(take)} if take else document

    def empty_trash(self) -> int:
        """Remove for good what has been in the trash for 30 days; the answer is how many songs."""
        count = 0
        while gone := self._empty_some(self._clock() - TRASH_KEEPS):
            count += gone
        return count

    def _empty_some(self, before: datetime) -> int:
        """Remove some that were thrown away before a moment; nobody else waits longer than that takes."""
        is_old = Song.deleted_at < before
        some = select(Song.id).where(is_old).order_by(Song.id).limit(AT_ONCE)
        # Held first: what somebody takes back meanwhile stays.
        held = update(Song).where(Song.id.in_(some), is_old).values(track_number=Song.track_number)
        with self._database.transaction() as session:
            old = session.execute(held.returning(*_GONE), execution_options=_BLIND).all()
            ids, pictures = [row.id for row in old], [row.image for row in old if row.image]
            places = [folder(row.track_id) for row in old] + pictures
            places += session.scalars(_MASTERS.where(Song.id.in_(ids)))
            forget_things(session, "song", ids)
            end_shares(session, "song", ids)
            for gone in (delete(Song).where(Song.id.in_(ids)), delete(Asset).where(Asset.path.in_(pictures))):
                session.execute(gone, execution_options=_BLIND)
            places += forget_empty(session, {row.album_id for row in old})
            forget_unused(session, {row.artist_id for row in old})
        for place in places:
            self._storage.remove(place)
        return len(old)


def document(connection: Connection, song_id: int, caller: Caller) -> dict[str, Any]:
    """A song of which it is known that the caller may see it."""
    return documents(connection, [connection.execute(_BY_ID, {"song_id": song_id}).one()], caller)[0]


def visible(connection: Connection, caller: Caller, song_id: int) -> Any:
    """One row of ``LISTING``.

    Raises
    ------
    NotFound
        if there is no such song, or the caller may not see it
    """
    row = connection.execute(_BY_ID, {"song_id": song_id}).first()
    if row is None or row.deleted_at or not (row.public or caller.owns(row.owner)):
        raise NotFound(f"There is no song {song_id}.")
    return row


def documents(connection: Connection, rows: Sequence[Any], caller: Caller) -> list[dict[str, Any]]:
    """Write rows of ``LISTING`` as what the caller may see of them."""
    users, ids = _names(connection, rows, caller), [row.id for row in rows]
    mine = thoughts(connection, caller.person.id if caller.person else None, "song", ids)
    tags = _tags(connection, ids)
    return [
        song_document(
            row,
            user=users[row.owner],
            is_mine=caller.owns(row.owner),
            tags=tags.get(row.id, []),
            thought=mine.get(row.id, NOTHING),
        )
        for row in rows
    ]


def _names(connection: Connection, rows: Sequence[Any], caller: Caller) -> dict[str, str]:
    """What the owners of some rows are called."""
    names = {caller.owner: caller.person.username if caller.person else GUEST}
    strangers = {row.owner: user_id_of(row.owner) for row in rows if row.owner not in names}
    if strangers:
        found = connection.execute(_USERS, {"users": sorted({each for each in strangers.values() if each})})
        users = {row.id: row.username for row in found}
        names.update({owner: users.get(user_id or 0, GUEST) for owner, user_id in strangers.items()})
    return names


def _tags(connection: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    """The tags of songs, by their numbers."""
    tags: dict[int, list[str]] = {}
    for row in connection.execute(_TAGS, {"songs": ids}) if ids else ():
        tags.setdefault(row.song_id, []).append(row.tag)
    return tags
