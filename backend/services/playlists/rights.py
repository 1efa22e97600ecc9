"""Whose a playlist is, and who may do what to it.

Its owner may do all; members may change what is in it while it is collaborative; an administrator looks after all of
them. Everybody may see a public one; another's private one is not found.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, exists, func, select, update
from sqlalchemy.orm import Session

from backend.db.library import Playlist, PlaylistMember, PlaylistSong
from backend.db.models import User
from backend.services.callers import Caller
from backend.services.errors import Conflict, NotAllowed, NotFound

VIEWER: Any = bindparam("viewer", type_=Integer)
IS_MEMBER = (
    exists()
    .where(PlaylistMember.playlist_id == Playlist.id, PlaylistMember.user_id == VIEWER)
    .correlate(Playlist)
    .label("is_member")
)
_SONG_COUNT = (
    select(func.count())
    .select_from(PlaylistSong)
    .where(PlaylistSong.playlist_id == Playlist.id)
    .correlate(Playlist)
    .scalar_subquery()
    .label("song_count")
)
# Built once; the value is ``viewer``.
LISTING: Any = select(
    Playlist.id,
    Playlist.user_id,
    Playlist.name,
    Playlist.created_at,
    Playlist.changed_at,
    Playlist.is_public,
    Playlist.is_collaborative,
    Playlist.description,
    Playlist.cover,
    Playlist.rule,
    Playlist.token,
    User.username,
    IS_MEMBER,
    _SONG_COUNT,
).join(User, User.id == Playlist.user_id)
_BY_ID = LISTING.where(Playlist.id == bindparam("playlist_id"))
_MOMENT = timedelta(microseconds=1)
_BLIND = {"synchronize_session": False}


def viewer(caller: Caller) -> int:
    """The value of `VIEWER`; no row has 0."""
    return caller.person.id if caller.person else 0


def is_owner(caller: Caller, row: Any) -> bool:
    """Whether all may be done to a playlist."""
    return caller.is_admin or row.user_id == viewer(caller)


def is_editor(caller: Caller, row: Any) -> bool:
    """Whether what is in a playlist may be changed."""
    return is_owner(caller, row) or (row.is_member and row.is_collaborative)


def visible(connection: Connection, caller: Caller, playlist_id: int) -> Any:
    """One row of `LISTING`.

    Raises
    ------
    NotFound
        if there is no such playlist, or the caller may not see it
    """
    row = connection.execute(_BY_ID, {"playlist_id": playlist_id, "viewer": viewer(caller)}).first()
    if row is None or not (row.is_public or row.is_member or is_owner(caller, row)):
        raise NotFound(f"There is no playlist {playlist_id}.")
    return row


def hold(session: Session, caller: Caller, playlist_id: int, may: Callable[[Caller, Any], bool] = is_owner) -> Any:
    """A playlist that nobody else changes until the transaction ends. Call it first of all.

    Raises
    ------
    NotFound, NotAllowed
        if the caller may not see it, or not change it
    """
    lock(session, playlist_id)
    row = visible(session.connection(), caller, playlist_id)
    changeable(caller, row, may)
    return row


def changeable(caller: Caller, row: Any, may: Callable[[Caller, Any], bool]) -> None:
    """Refuse a change of what the caller may only see.

    Raises
    ------
    NotAllowed
        then
    """
    if not may(caller, row):
        whom = "its owner" if may is is_owner else "its owner and its members, while it is collaborative,"
        raise NotAllowed(f"Only {whom} may change this playlist.")


def lock(session: Session, playlist_id: int) -> None:
    """Let nobody else change a playlist until the transaction ends."""
    held = update(Playlist).where(Playlist.id == playlist_id).values(name=Playlist.name)
    session.execute(held, execution_options=_BLIND)


def unchanged(row: Any, since: datetime | None) -> None:
    """Refuse to change what somebody else changed meanwhile.

    Raises
    ------
    Conflict
        if ``since`` is given, and is not when the playlist was last changed
    """
    if since is not None and since != row.changed_at:
        raise Conflict("Somebody else has changed the playlist meanwhile; load it again.")


def touch(session: Session, row: Any, now: datetime, **values: Any) -> datetime:
    """Write down a change of a held playlist; no two of its changes have the same moment."""
    moment: datetime = max(now, row.changed_at + _MOMENT)
    change = update(Playlist).where(Playlist.id == row.id).values(changed_at=moment, **values)
    session.execute(change, execution_options=_BLIND)
    return moment
