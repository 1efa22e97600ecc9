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
from backend.services.playlists import rules, smart
from backend.services.playlists.documents import placed_songs
from backend.services.songs import LISTING, documents

_ADDER = aliased(User)
_SOME = LISTING.where(Song.id.in_(bindparam("songs", expanding=True)))


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
    now: datetime,
    first: int,
    size: int,
    viewer: Caller | None = None,
) -> Contents:
    """What a rule finds among the songs that the caller may see; see `smart.query` for ``owner_id`` and ``seed``."""
    asked = smart.query(rule, owner_id=owner_id, seed=seed, now=now, is_admin=caller.is_admin)
    found = connection.execute(asked.statement, {**asked.values, "owner": caller.owner}).all()
    shown = [row.id for row in found[first : first + size]]
    rows = {row.id: row for row in connection.execute(_SOME, {"songs": shown})} if shown else {}
    songs = documents(connection, [rows[song] for song in shown if song in rows], viewer or caller)
    placed = [
        {**song, "entry_id": None, "position": first + index, "added_at": None, "added_by": None}
        for index, song in enumerate(songs)
    ]
    return Contents(len(found), round(sum(row.duration_s for row in found), 3), placed)


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
