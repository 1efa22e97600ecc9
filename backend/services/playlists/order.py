"""The order of a playlist: lists of entries in, lists of entries out, and how an order is written down.

An entry is the number of a row: a playlist may hold a song twice. Places are numbers from 0.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from backend.db.library import PlaylistSong
from backend.services.errors import InvalidInput

MAX_SONGS = 5000


class Entry(NamedTuple):
    """A song's place in a playlist."""

    id: int
    song_id: int
    position: int


_IN_ORDER: Any = (
    select(PlaylistSong.id, PlaylistSong.song_id, PlaylistSong.position)
    .where(PlaylistSong.playlist_id == bindparam("playlist_id"))
    .order_by(PlaylistSong.position, PlaylistSong.id)
)
_PLACED = (
    update(PlaylistSong.__table__)  # type: ignore[arg-type]
    .where(PlaylistSong.__table__.c.id == bindparam("entry"))
    .values(position=bindparam("place"))
)
_WITH_GAPS = (
    select(PlaylistSong.playlist_id)
    .group_by(PlaylistSong.playlist_id)
    .having(func.count() <= func.max(PlaylistSong.position))
)


def entries(connection: Connection, playlist_id: int) -> list[Entry]:
    """What is in a playlist, in order."""
    return [Entry(*row) for row in connection.execute(_IN_ORDER, {"playlist_id": playlist_id})]


def moved(order: Sequence[int], chosen: Sequence[int], to: int) -> list[int]:
    """Take some entries out and put them in again, side by side, the first of them at place ``to``.

    Raises
    ------
    InvalidInput
        if one of them is not in the playlist, or there is no such place
    """
    known, going = set(order), dict.fromkeys(chosen)
    if strange := [entry for entry in going if entry not in known]:
        raise InvalidInput.of({"entries": [f"There is no entry {strange[0]} in this playlist."]})
    rest = [entry for entry in order if entry not in going]
    return inserted(rest, list(going), to)


def inserted(order: Sequence[int], new: Sequence[int], to: int | None) -> list[int]:
    """Put entries in, the first of them at place ``to``; at the end where none is named.

    Raises
    ------
    InvalidInput
        if there is no such place
    """
    if to is not None and not 0 <= to <= len(order):
        raise InvalidInput.of({"position": [f"Place {to} is outside 0..{len(order)}."]})
    at = len(order) if to is None else to
    return [*order[:at], *new, *order[at:]]


def matched(rows: Sequence[Entry], songs: Sequence[int], meant: Sequence[int] = ()) -> list[int | None]:
    """For each song of a new list the entry that it has already, so that who added it stays known; None for new ones.

    ``meant`` are the entries that the songs had before, where that is known: of several of a song these are kept first.
    """
    known = {row.id: row.song_id for row in rows}
    found = [entry if known.get(entry) == song else None for song, entry in zip_longest(songs, meant)][: len(songs)]
    taken = set(found)
    there: defaultdict[int, deque[int]] = defaultdict(deque)
    for row in rows:
        if row.id not in taken:
            there[row.song_id].append(row.id)
    return [
        there[song].popleft() if entry is None and there[song] else entry
        for song, entry in zip(songs, found, strict=True)
    ]


def with_unseen(order: Sequence[int], before: Sequence[int], unseen: set[int]) -> list[int]:
    """Put back what an editor cannot see, and so did not mean to remove, each behind what it stood behind."""
    whole, last = list(order), None
    there = set(order)
    for entry in before:
        if entry in unseen and entry not in there:
            whole.insert(whole.index(last) + 1 if last is not None else 0, entry)
            there.add(entry)
        if entry in there:
            last = entry
    return whole


def write(session: Session, rows: Sequence[Entry], order: Sequence[int]) -> None:
    """Write down the places of entries; ``rows`` is how they were.

    Raises
    ------
    InvalidInput
        if there are more than a playlist may hold
    """
    if len(order) > MAX_SONGS:
        raise InvalidInput.of({"songs": [f"A playlist holds up to {MAX_SONGS} songs; it would have {len(order)}."]})
    places = {row.id: row.position for row in rows}
    changed = [{"entry": entry, "place": place} for place, entry in enumerate(order) if places.get(entry) != place]
    if changed:
        session.connection().execute(_PLACED, changed)


def add(session: Session, playlist_id: int, songs: Sequence[int], values: dict[str, Any], *, first: int) -> list[Entry]:
    """Make entries of songs, from place ``first`` on."""
    if not songs:
        return []
    new = [
        {"playlist_id": playlist_id, "song_id": song, "position": first + index, **values}
        for index, song in enumerate(songs)
    ]
    made = insert(PlaylistSong).returning(PlaylistSong.id, sort_by_parameter_order=True)
    return [
        Entry(entry, song, first + index)
        for index, (entry, song) in enumerate(zip(session.scalars(made, new), songs, strict=True))
    ]


def remove(session: Session, gone: Sequence[int]) -> None:
    """Remove entries."""
    if gone:
        doomed = delete(PlaylistSong).where(PlaylistSong.id.in_(gone))
        session.execute(doomed, execution_options={"synchronize_session": False})


def with_gaps(connection: Connection) -> list[int]:
    """The playlists from which songs went that were removed for good."""
    return list(connection.scalars(_WITH_GAPS))
