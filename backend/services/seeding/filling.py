"""Writing a made-up library: in bulk, with the index of words filled afterwards."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import numpy as np
from sqlalchemy import Connection, func, insert, literal, select
from sqlalchemy.orm import Session

from backend.db import search_index
from backend.db.library import Album, Artist, Opinion, Play, Playlist, PlaylistSong, SongTag
from backend.db.models import Asset, Song, Take, User
from backend.db.session import Base, Database
from backend.services.callers import owner_of
from backend.services.errors import Conflict
from backend.services.names import folder, unguessable
from backend.services.seeding.inventing import (
    PLAYLISTS_PER_USER,
    SONGS_PER_PLAYLIST,
    Heard,
    Inventor,
    Row,
    Scale,
    words,
)
from backend.services.tallies import recount_all
from backend.storage.local import LocalStorage

AT_ONCE = 5_000
CACHE_KIB = 2**18
NUMBERED: tuple[type[Base], ...] = (User, Artist, Album, Song, Take, Play, Playlist, PlaylistSong)
MASTERS = ("mp3", "wav")


class BigLibrary:
    """Fills an empty library."""

    def __init__(self, database: Database, storage: LocalStorage, *, clock: Callable[[], datetime]) -> None:
        self._database, self._storage, self._clock = database, storage, clock

    def check_empty(self) -> None:
        """Make sure that nobody's songs are here.

        Raises
        ------
        Conflict
            if there are some
        """
        with self._database.reading() as connection:
            count = connection.scalar(select(func.count()).select_from(Song)) or 0
        if count:
            raise Conflict(f"The library holds {count} songs; a made-up one is for an empty studio.")

    def fill(self, patterns: Sequence[int], *, songs: int, users: int, seed: int, password_hash: str = "!") -> None:
        """Add so many songs and users, with artists, albums, tags, plays, likes and playlists.

        Parameters
        ----------
        patterns : the songs, finished ones, whose music the others have; their files are not copied, but have further
            names in the storage
        seed : the same makes the same names and numbers
        password_hash : everybody's; with ``!`` nobody can log in
        """
        rng = np.random.default_rng(seed)
        with self._database.transaction() as session:
            first = {
                table.__tablename__: (session.scalar(select(func.max(table.__table__.c.id))) or 0) + 1
                for table in NUMBERED
            }
            scale = Scale(songs, users, self._clock(), first)
            inventor = Inventor(rng, scale)
            heard = inventor.heard()
            takes = [session.scalars(select(Take).join(Song).where(Song.id == one)).one() for one in patterns]
            made = [_pattern(take) for take in takes]
            connection = session.connection()
            _have_room(connection)
            search_index.remove_triggers(connection)
            _write(session, User, inventor.users(password_hash))
            _write(session, Artist, inventor.artists())
            _write(session, Album, inventor.albums())
            written = list(inventor.songs(made, heard))
            self._give_files(written, takes)
            _write(session, Song, written)
            _copy_takes(connection, takes, scale)
            _write(session, Asset, _assets(written, takes, scale))
            _write(session, SongTag, _tags(scale, rng))
            _write(session, Play, _plays(scale, heard))
            _write(session, Opinion, _likes(scale, heard))
            _write(session, Playlist, _playlists(inventor, scale))
            _write(session, PlaylistSong, _places(scale, rng))
            _tell_sizes(connection)
            recount_all(session)
            search_index.hang_triggers(connection)
            search_index.refill(connection)
            search_index.mark_changed(connection)
            _go_on_counting(connection)

    def _give_files(self, songs: Sequence[Row], takes: Sequence[Take]) -> None:
        """Give the music of each pattern a further name for each song."""
        files = [[(asset, self._storage.locate(asset.path)) for asset in _files(take)] for take in takes]
        root = self._storage.root
        for number, song in enumerate(songs):
            os.makedirs(f"{root}/{folder(song['track_id'])}/1")  # noqa: PTH103 - a hundred thousand paths take long
            paths = {asset.format: _path(song, asset) for asset, _ in files[number % len(files)]}
            for asset, place in files[number % len(files)]:
                os.link(place, f"{root}/{paths[asset.format]}")
            song["summary"] = {**song["summary"], "file": paths["mp3"], "peaks": paths["json"]}


def _pattern(take: Take) -> Row:
    """What songs have of the one whose music is theirs."""
    song = take.song
    return {
        "state": "ready",
        "duration_s": song.duration_s,
        "origin": "generated",
        "summary": song.summary or {},
        "current_take": 1,
        "last_take": 1,
        "gain_db": song.gain_db,
        "peak": song.peak,
    }


def _files(take: Take) -> list[Asset]:
    """What a song is heard by, and its shape; each of another format."""
    return [each for each in take.assets if each.kind == "peaks" or (each.kind == "master" and each.format in MASTERS)]


def _path(song: Row, asset: Asset) -> str:
    return f"{folder(song['track_id'])}/1/song.{asset.format}"


def _copy_takes(connection: Connection, takes: Sequence[Take], scale: Scale) -> None:
    """Give each song the take of its pattern; the database copies them, for they are long documents."""
    number = Song.id - scale.first["songs"]
    copied = ("seed", "brief", "facts", "versions")
    for place, take in enumerate(takes):
        of_song = (number + scale.first["takes"], Song.id, literal(1), Song.created_at)
        rows = select(*of_song, *(getattr(Take, name) for name in copied)).join_from(Song, Take, Take.id == take.id)
        rows = rows.where(number >= 0, number % len(takes) == place)
        names = ["id", "song_id", "number", "created_at", *copied]
        connection.execute(insert(Take).from_select(names, rows))


def _assets(songs: Sequence[Row], takes: Sequence[Take], scale: Scale) -> Iterator[Row]:
    files = [_files(take) for take in takes]
    same = ("kind", "format", "bytes", "sha256", "duration_s", "details")
    for number, song in enumerate(songs):
        for asset in files[number % len(files)]:
            yield {
                "id": unguessable(),
                "owner": song["owner"],
                "path": _path(song, asset),
                "name": f"song.{asset.format}",
                "created_at": song["created_at"],
                "take_id": scale.first["takes"] + number,
                **{name: getattr(asset, name) for name in same},
            }


def _tags(scale: Scale, rng: np.random.Generator) -> Iterator[Row]:
    """None, one or two of each song."""
    known = words()["tag"]
    picks = rng.integers(0, len(known), (scale.songs, 2)).tolist()
    counts = rng.integers(0, 3, scale.songs).tolist()
    for number, (pair, count) in enumerate(zip(picks, counts, strict=True)):
        for tag in sorted(set(pair[:count])):
            yield {"song_id": scale.first["songs"] + number, "tag": known[tag]}


def _plays(scale: Scale, heard: Heard) -> Iterator[Row]:
    for number, (song, user, ago_s) in enumerate(zip(*(column.tolist() for column in heard.plays), strict=True)):
        user_id = scale.first["users"] + user
        yield {
            "id": scale.first["plays"] + number,
            "song_id": scale.first["songs"] + song,
            "played_at": scale.now - timedelta(seconds=ago_s),
            "user_id": user_id,
            "listener": owner_of(user_id),
        }


def _likes(scale: Scale, heard: Heard) -> Iterator[Row]:
    for number, (song, user) in enumerate(zip(*(column.tolist() for column in heard.likes), strict=True)):
        yield {
            "user_id": scale.first["users"] + user,
            "kind": "song",
            "thing_id": scale.first["songs"] + song,
            "liked_at": scale.now - timedelta(minutes=number),
        }


def _playlists(inventor: Inventor, scale: Scale) -> Iterator[Row]:
    for number in range(PLAYLISTS_PER_USER * scale.users):
        made = inventor.ago(365)
        yield {
            "id": scale.first["playlists"] + number,
            "user_id": scale.first["users"] + number % scale.users,
            "name": inventor.some("playlist"),
            "created_at": made,
            "changed_at": made,
            "is_public": number % 2 == 0,
        }


def _places(scale: Scale, rng: np.random.Generator) -> Iterator[Row]:
    number = 0
    for playlist in range(PLAYLISTS_PER_USER * scale.users):
        for position, song in enumerate(rng.integers(0, scale.songs, SONGS_PER_PLAYLIST).tolist()):
            yield {
                "id": scale.first["playlist_songs"] + number,
                "playlist_id": scale.first["playlists"] + playlist,
                "song_id": scale.first["songs"] + song,
                "position": position,
                "added_at": scale.now,
            }
            number += 1


def _write(session: Session, table: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows in pieces."""
    waiting = iter(rows)
    while piece := list(islice(waiting, AT_ONCE)):
        session.connection().execute(insert(table), piece)


def _have_room(connection: Connection) -> None:
    """Let SQLite keep its indexes in memory: in the 2 MB that it has otherwise each row would write pages out."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KIB}")


def _tell_sizes(connection: Connection) -> None:
    """Let PostgreSQL know how much there is now: it would count by going through all songs for each artist."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE")


def _go_on_counting(connection: Connection) -> None:
    """Let PostgreSQL go on after the numbers that were given."""
    if connection.dialect.name != "postgresql":
        return
    for table in NUMBERED:
        sequence = func.pg_get_serial_sequence(table.__tablename__, "id")
        connection.execute(select(func.setval(sequence, func.max(table.__table__.c.id))))
