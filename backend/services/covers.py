"""Covers of songs, albums and artists: the picture that was given, else one drawn of waveforms.

A song's are its own strata, an album's and an artist's those of the first songs, one upon the other.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.db.library import Album, Artist
from backend.db.models import Asset, Song
from backend.db.session import Database
from backend.services import sight
from backend.services.callers import Caller
from backend.services.drawn_covers import MAX_LAYERS, SHAPES, DrawnCovers
from backend.services.errors import NotFound
from backend.services.media import TYPES, StoredFile
from backend.storage.local import LocalStorage

NAMED = re.compile(r"(song|album|artist)_images/(\d{1,10})-(?:\d{1,10}\.png|\w+\.(?:png|jpg|webp))")
LARGEST_ID = 2**31 - 1
_TABLES: Any = {"song": Song, "album": Album, "artist": Artist}


class Covers:
    """Finds covers, given or drawn."""

    def __init__(self, database: Database, storage: LocalStorage, drawn: DrawnCovers) -> None:
        self._database, self._storage, self._drawn = database, storage, drawn

    def at(self, caller: Caller, stored: str) -> StoredFile | None:
        """The cover at an address: one that was given, or one that is drawn; None if it is another kind of address.

        Raises
        ------
        NotFound
            if the thing is not there, or not for this caller, or has another picture now
        """
        named = NAMED.fullmatch(stored)
        if named is None:
            return None
        kind, thing_id = named[1], int(named[2])
        if stored.endswith(".png") and stored.rpartition("-")[2].removesuffix(".png").isdigit():
            return self._draw(caller, kind, thing_id)
        given = self._given(caller, kind, thing_id)
        if given is None or given.path != stored:
            raise NotFound(f"There is no file {stored!r}.")
        return self._stored(given)

    def of(self, caller: Caller, kind: str, thing_id: int) -> StoredFile:
        """The cover of a ``song``, an ``album`` or an ``artist``, given or drawn.

        Raises
        ------
        NotFound
            if it is not there, or not for this caller
        """
        given = self._given(caller, kind, thing_id)
        return self._stored(given) if given else self._draw(caller, kind, thing_id)

    def _given(self, caller: Caller, kind: str, thing_id: int) -> Any:
        table = _TABLES[kind]
        picture = select(Asset.path, Asset.sha256, Asset.format, Asset.name).join(table, table.image == Asset.path)
        with self._database.transaction() as session:
            _see(session, caller, kind, thing_id)
            return session.execute(picture.where(table.id == thing_id)).first()

    def _stored(self, given: Any) -> StoredFile:
        place = self._storage.locate(given.path)
        if not place.is_file():
            raise NotFound(f"There is no file {given.path!r}.")
        return StoredFile(place, given.name, TYPES[given.format], given.sha256, is_public=False)

    def _draw(self, caller: Caller, kind: str, thing_id: int) -> StoredFile:
        with self._database.transaction() as session:
            _see(session, caller, kind, thing_id)
            shapes = session.execute(_SHAPES[kind](caller, thing_id)).all()
            is_public = _is_public(session, kind, thing_id)
        drawn = self._drawn.of(kind, shapes)
        return StoredFile(drawn.place, f"{kind}-{thing_id}.png", TYPES["png"], drawn.made_of, is_public)


def _see(session: Session, caller: Caller, kind: str, thing_id: int) -> None:
    if thing_id > LARGEST_ID:
        raise NotFound(f"There is no {kind} {thing_id}.")
    sight.see(session, caller, kind, thing_id)


def _of_song(_caller: Caller, song_id: int) -> Any:
    return SHAPES.where(Song.id == song_id).limit(1)


def _of_album(caller: Caller, album_id: int) -> Any:
    inside = SHAPES.where(Song.album_id == album_id, sight.songs_seen(caller))
    return inside.order_by(Song.track_number, Song.id).limit(MAX_LAYERS)


def _of_artist(caller: Caller, artist_id: int) -> Any:
    return SHAPES.where(Song.artist_id == artist_id, sight.songs_seen(caller)).order_by(Song.id).limit(MAX_LAYERS)


_SHAPES = {"song": _of_song, "album": _of_album, "artist": _of_artist}


def _is_public(session: Session, kind: str, thing_id: int) -> bool:
    """Whether everybody sees the same; an album and an artist look otherwise to those with private songs of theirs."""
    return kind == "song" and bool(session.scalar(select(Song.public).where(Song.id == thing_id)))
