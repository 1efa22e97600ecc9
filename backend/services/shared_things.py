"""Songs, albums and playlists alike: a title, a cover, and songs in order, as somebody sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from backend.db.library import Album, Playlist
from backend.db.models import Song
from backend.services.callers import NOBODY, Caller
from backend.services.errors import NotFound
from backend.services.finding.scopes import within
from backend.services.finding.wishes import Scope
from backend.services.playlists.contents import contents, holds
from backend.services.playlists.documents import cover_url
from backend.services.playlists.rights import visible
from backend.services.playlists.smart import Picker
from backend.services.song_documents import media_url, song_document
from backend.services.songs import LISTING, documents

KINDS = ("song", "album", "playlist")
_NAMES: dict[str, Any] = {
    kind: select(table.id, name.label("title")).where(table.id.in_(bindparam("things", expanding=True)))
    for kind, table, name in (
        ("song", Song, Song.title),
        ("album", Album, Album.title),
        ("playlist", Playlist, Playlist.name),
    )
}
_SEEN = within(Scope.ALL, is_admin=False)
_SONG = LISTING.where(Song.id == bindparam("thing_id"), _SEEN)
_ON_ALBUM = (Song.album_id == bindparam("thing_id"), Song.state == "ready", _SEEN)
_ALBUM = select(Album.title, Album.image).where(Album.id == bindparam("thing_id"))
_ALBUM_COUNT = select(func.count(), func.coalesce(func.sum(Song.duration_s), 0.0)).where(*_ON_ALBUM)
_ALBUM_SONGS = (
    LISTING.where(*_ON_ALBUM).order_by(Song.track_number, Song.id).limit(bindparam("size")).offset(bindparam("first"))
)


@dataclass(frozen=True)
class Thing:
    """What is shared: its songs as those see them who do not know each other; ``count`` is of all of them."""

    title: str
    description: str
    cover: str | None
    count: int
    duration_s: float
    songs: Sequence[dict[str, Any]]


def open_thing(
    connection: Connection,
    caller: Caller,
    kind: str,
    thing_id: int,
    *,
    picker: Picker,
    now: datetime,
    first: int = 0,
    size: int = 0,
) -> Thing:
    """A thing that a caller may see, with ``size`` of its songs.

    Raises
    ------
    NotFound
        if there is none
    """
    opening = {"song": _song, "album": _album, "playlist": _playlist}[kind]
    values = {"thing_id": thing_id, "owner": caller.owner, "first": first, "size": size}
    if kind == "playlist":
        values |= {"now": now, "picker": picker}
    return opening(connection, caller, values)


def shows(
    connection: Connection,
    caller: Caller,
    kind: str,
    thing_id: int,
    stored: str,
    *,
    song_id: int,
    picker: Picker,
    now: datetime,
) -> bool:
    """Whether a thing, as a caller sees it now, shows a stored file: as one of a song of its, 0 for its own cover."""
    try:
        if not song_id:
            cover = open_thing(connection, caller, kind, thing_id, picker=picker, now=now).cover
            return cover is not None and stored == _stored(cover)
        row = connection.execute(_SONG, {"thing_id": song_id, "owner": caller.owner}).first()
        if row is None or stored not in _files(song_document(row, user="", is_mine=False)):
            return False
        if kind == "playlist":
            playlist = visible(connection, caller, thing_id)
            return holds(connection, caller, playlist, song_id, picker=picker, now=now)
    except NotFound:
        return False
    return song_id == thing_id if kind == "song" else (row.album_id, row.state) == (thing_id, "ready")


def titles(connection: Connection, things: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What things are called; what is gone is missing."""
    found: dict[tuple[str, int], str] = {}
    wanted = set(things)
    for kind in KINDS:
        if ids := [number for each, number in wanted if each == kind]:
            rows = connection.execute(_NAMES[kind], {"things": ids})
            found.update({(kind, row.id): row.title for row in rows})
    return found


def _song(connection: Connection, _caller: Caller, values: dict[str, Any]) -> Thing:
    row = connection.execute(_SONG, values).first()
    if row is None:
        raise NotFound(f"There is no song {values['thing_id']}.")
    song = documents(connection, [row], NOBODY)[0]
    cover = song.get("artwork") or song.get("image")
    return Thing(row.title, "", cover, 1, row.duration_s, [song][values["first"] :])


def _album(connection: Connection, _caller: Caller, values: dict[str, Any]) -> Thing:
    album = connection.execute(_ALBUM, values).first()
    count, duration_s = connection.execute(_ALBUM_COUNT, values).one()
    if album is None or not count:
        raise NotFound(f"There is no album {values['thing_id']}.")
    songs = documents(connection, connection.execute(_ALBUM_SONGS, values).all(), NOBODY) if values["size"] else []
    cover = media_url(album.image) if album.image else None
    return Thing(album.title, "", cover, count, duration_s, songs)


def _playlist(connection: Connection, caller: Caller, values: dict[str, Any]) -> Thing:
    row = visible(connection, caller, values["thing_id"])
    found = contents(
        connection, caller, row, viewer=NOBODY, **{name: values[name] for name in ("picker", "now", "first", "size")}
    )
    return Thing(row.name, row.description, cover_url(row), found.count, found.duration_s, found.songs)


def _files(part: Any) -> Iterator[str]:
    """The stored paths of all files that a document names."""
    if isinstance(part, dict):
        for value in part.values():
            yield from _files(value)
    elif isinstance(part, str) and part.startswith("/media/"):
        yield _stored(part)


def _stored(url: str) -> str:
    return url.partition("?")[0].removeprefix("/media/")
