"""What a request that changes something names, in its address or its body, and whose that is.

Each name of `OWNERS` gives a statement that asks for owners, or None where what it names is nobody's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Select, String, cast, literal, select

from backend.db.library import Album, Playlist, PlaylistSong
from backend.db.models import Asset, Job, LyricSheet, Song
from backend.services.asset_library import owner_of_item
from backend.services.errors import InvalidInput
from backend.services.finding.wishes import Scope
from backend.services.moments import read_moment

# What is not called as the thing is that it names.
KINDS = {"ids": "songs", "query": "songs", "trashed_at": "songs"}
Asked = Select[Any]
MAX_ROW = 2**31 - 1
_LIST_OWNER = literal("user:", String) + cast(Playlist.user_id, String)


def owners(names: Mapping[str, Any], fields: Mapping[str, Any]) -> Iterator[Asked]:
    """The statements that ask whose the things are which a request names."""
    for name, thing in {**fields, **names}.items():
        if name in OWNERS and (asked := OWNERS[name](thing)) is not None:
            yield asked


def first(names: Mapping[str, Any], fields: Mapping[str, Any]) -> tuple[str, str]:
    """Of what kind the thing is that a request is about, and which: as its address says, else its body."""
    in_body = ((name, fields[name]) for name in OWNERS if fields.get(name) is not None)
    name, thing = next(iter(names.items()), None) or next(in_body, ("", ""))
    return KINDS.get(name, name.removesuffix("_id")), str(thing).strip("[]")


def _by_number(which: Asked, column: Any) -> Callable[[Any], Asked | None]:
    return lambda thing: which.where(column == row) if (row := _row(thing)) else None


def _by_id(table: type[Asset | Job]) -> Callable[[Any], Asked]:
    return lambda thing: select(table.owner).where(table.id == str(thing))


def _of_songs(ids: Any) -> Asked | None:
    rows = [row for each in ids if (row := _row(each))] if isinstance(ids, list) else []
    return select(Song.owner).where(Song.id.in_(rows)) if rows else None


def _of_wish(query: Any) -> Asked | None:
    """An administrator's wish goes beyond what is theirs in two scopes."""
    is_wider = isinstance(query, dict) and query.get("scope") in (Scope.ALL, Scope.PUBLIC)
    return select(Song.owner) if is_wider else None


def _of_moment(trashed_at: Any) -> Asked | None:
    try:
        return select(Song.owner).where(Song.deleted_at == read_moment("trashed_at", str(trashed_at)))
    except InvalidInput:
        return None


def _row(thing: Any) -> int | None:
    is_number = isinstance(thing, int) or (isinstance(thing, str) and thing.isascii() and thing.isdigit())
    return int(thing) if is_number and len(str(thing)) <= len(str(MAX_ROW)) and 0 < int(thing) <= MAX_ROW else None


_PLAYLIST = _by_number(select(_LIST_OWNER), Playlist.id)
_ENTRY = _by_number(select(_LIST_OWNER).join_from(PlaylistSong, Playlist), PlaylistSong.id)
OWNERS: dict[str, Callable[[Any], Asked | None]] = {
    "song_id": _by_number(select(Song.owner), Song.id),
    "job_id": _by_id(Job),
    "asset_id": _by_id(Asset),
    "upload": _by_id(Asset),
    "item": lambda thing: owner_of_item(str(thing)),
    "sheet_id": _by_number(select(LyricSheet.owner), LyricSheet.id),
    "playlist_id": _PLAYLIST,
    "playlist": _PLAYLIST,
    "album_id": _by_number(select(Album.owner), Album.id),
    "entry_id": _ENTRY,
    "ids": _of_songs,
    "query": _of_wish,
    "trashed_at": _of_moment,
}
