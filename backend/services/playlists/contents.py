"""What is in a playlist, for whoever looks: only songs that they may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.orm import aliased

from backend.db.library import PlaylistSong
from backend.db.models import Song, User
from backend.services.callers import Caller
from backend.services.finding.scopes import within
from backend.services.finding.wishes import Scope
from backend.services.moments import iso
from backend.services.playlists import rules
from backend.services.playlists.documents import placed_songs
from backend.services.playlists.rights import viewer as viewer_of
from backend.services.playlists.smart import Picker
from backend.services.songs import LISTING, documents

_ADDER = aliased(User)
_SOME = {
    is_admin: LISTING.where(Song.id.in_(bindparam("songs", expanding=True)), within(Scope.ALL, is_admin=is_admin))
    for is_admin in (False, True)
}
_UNSEEN = (
    select(PlaylistSong.id, PlaylistSong.position, PlaylistSong.added_at, _ADDER.username.label("adder"))
    .join(Song, Song.id == PlaylistSong.song_id)
    .outerjoin(_ADDER, _ADDER.id == PlaylistSong.added_by)
    .where(PlaylistSong.playlist_id == bindparam("playlist_id"), ~within(Scope.ALL, is_admin=False))
    .where(Song.owner != bindparam("owner"))
    .order_by(PlaylistSong.position)
)
_ENTRY = select(PlaylistSong.id).where(
    PlaylistSong.playlist_id == bindparam("playlist_id"), PlaylistSong.song_id == bindparam("song_id")
)


@dataclass(frozen=True)
class Contents:
    """A stretch of a playlist, and the number and length of all songs that the caller may see in it."""

    count: int
    duration_s: float
    songs: list[dict[str, Any]]


def contents(
    connection: Connection,
    caller: Caller,
    row: Any,
    *,
    picker: Picker,
    now: datetime,
    first: int,
    size: int,
    viewer: Caller | None = None,
) -> Contents:
    """The songs of a playlist in order, from the ``first`` that the caller may see on.

    Parameters
    ----------
    row : of `rights.LISTING`
    viewer : for whom they are written down, if not for the caller
    """
    if row.rule is not None:
        return ruled(
            connection,
            caller,
            rules.read(row.rule),
            row.user_id,
            row.id,
            picker=picker,
            now=now,
            first=first,
            size=size,
            viewer=viewer,
        )
    counting, listing = _statements(caller.is_admin)
    values = {"playlist_id": row.id, "owner": caller.owner}
    count, duration_s = connection.execute(counting, values).one()
    rows = connection.execute(listing, {**values, "first": first, "size": size}).all()
    return Contents(count, round(duration_s, 3), placed_songs(connection, rows, viewer or caller))


def ruled(
    connection: Connection,
    caller: Caller,
    rule: rules.Rule,
    owner_id: int,
    seed: int,
    *,
    picker: Picker,
    now: datetime,
    first: int,
    size: int,
    viewer: Caller | None = None,
) -> Contents:
    """What a rule finds among the songs that the caller may see; see `Picker.pick` for ``owner_id`` and ``seed``."""
    found = picker.pick(connection, caller, rule, owner_id=owner_id, seed=seed, now=now)
    shown = found.ids[first : first + size]
    asked = {"songs": shown, "owner": caller.owner}
    rows = {row.id: row for row in connection.execute(_SOME[caller.is_admin], asked)} if shown else {}
    songs = documents(connection, [rows[song] for song in shown if song in rows], viewer or caller)
    placed = [
        {**song, "entry_id": None, "position": first + index, "added_at": None, "added_by": None}
        for index, song in enumerate(songs)
    ]
    return Contents(len(found.ids), round(found.duration_s, 3), placed)


def unseen(connection: Connection, caller: Caller, row: Any) -> list[dict[str, Any]]:
    """What an editor put in that the owner cannot see, for them to take out; nothing for others."""
    if row.user_id != viewer_of(caller):
        return []
    rows = connection.execute(_UNSEEN, {"playlist_id": row.id, "owner": caller.owner})
    return [
        {"entry_id": one.id, "position": one.position, "added_at": iso(one.added_at), "added_by": one.adder}
        for one in rows
    ]


def holds(connection: Connection, caller: Caller, row: Any, song_id: int, *, picker: Picker, now: datetime) -> bool:
    """Whether a playlist holds a song; ``row`` is of `rights.LISTING`."""
    if row.rule is None:
        return connection.scalar(_ENTRY, {"playlist_id": row.id, "song_id": song_id}) is not None
    found = picker.pick(connection, caller, rules.read(row.rule), owner_id=row.user_id, seed=row.id, now=now)
    return song_id in found.ids


@cache
def _statements(is_admin: bool) -> tuple[Any, Any]:
    """Count the songs of a playlist, and list some; the values are ``playlist_id``, ``owner``, ``first``, ``size``."""
    wanted = (PlaylistSong.playlist_id == bindparam("playlist_id"), within(Scope.ALL, is_admin))
    counting = select(func.count(), func.coalesce(func.sum(Song.duration_s), 0.0)).select_from(PlaylistSong)
    placed = (
        PlaylistSong.id.label("entry_id"),
        PlaylistSong.position,
        PlaylistSong.added_at,
        _ADDER.username.label("adder"),
    )
    listing = LISTING.add_columns(*placed).join(PlaylistSong, PlaylistSong.song_id == Song.id)
    listing = listing.outerjoin(_ADDER, _ADDER.id == PlaylistSong.added_by).where(*wanted)
    listing = listing.order_by(PlaylistSong.position, PlaylistSong.id)
    page = listing.limit(bindparam("size")).offset(bindparam("first"))
    return counting.join(Song, Song.id == PlaylistSong.song_id).where(*wanted), page
