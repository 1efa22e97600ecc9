"""Covers: the picture that a song or an album was given, else one drawn of its own waveform, once, and kept.

A drawn cover is the strata of a song; an album's are those of its first songs, one upon the other.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from backend.db.library import Album
from backend.db.models import Asset, Song, Take
from backend.db.session import Database
from backend.services import sight
from backend.services.callers import Caller
from backend.services.errors import NotFound
from backend.services.media import TYPES, StoredFile
from backend.services.shelf import Shelf
from backend.storage.local import LocalStorage
from backend.studio.formats import cover

# What a list shows twice as large, and a page as it is.
SIDE = 640
# More layers could not be told apart, and there are no more colours.
MAX_LAYERS = len(cover.ORDER)
NAMED = re.compile(r"(song|album)_images/(\d{1,10})-(?:\d{1,10}\.png|\w+\.(?:png|jpg|webp))")
LARGEST_ID = 2**31 - 1
_PEAKS = (
    select(Asset.path, Asset.sha256)
    .join(Take, Take.id == Asset.take_id)
    .join(Song, and_(Song.id == Take.song_id, Song.current_take == Take.number))
    .where(Asset.kind == "peaks")
)


class Covers:
    """Finds covers, and draws them."""

    def __init__(self, database: Database, storage: LocalStorage, shelf: Shelf) -> None:
        self._database, self._storage, self._shelf = database, storage, shelf

    def at(self, caller: Caller, stored: str) -> StoredFile | None:
        """The cover at an address: one that was given, or one that is drawn; None if it is another kind of address.

        Raises
        ------
        NotFound
            if the song or the album is not there, or not for this caller, or has another picture now
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
        """The cover of a ``song`` or an ``album``, given or drawn.

        Raises
        ------
        NotFound
            if it is not there, or not for this caller
        """
        given = self._given(caller, kind, thing_id)
        return self._stored(given) if given else self._draw(caller, kind, thing_id)

    def _given(self, caller: Caller, kind: str, thing_id: int) -> Any:
        table: Any = {"song": Song, "album": Album}[kind]
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
            found = session.execute(_of_song(thing_id) if kind == "song" else _of_album(caller, thing_id)).all()
            is_public = _is_public(session, kind, thing_id)
        made_of = hashlib.sha256(f"{kind} {[row.sha256 for row in found]}".encode()).hexdigest()
        key = f"cover-{made_of[:40]}.png"
        shapes = [row.path for row in found]
        place = self._shelf.find(key) or self._shelf.put(key, lambda file: self._write(file, kind, shapes))
        return StoredFile(place, f"{kind}-{thing_id}.png", TYPES["png"], made_of, is_public)

    def _write(self, file: Path, kind: str, shapes: Sequence[str]) -> None:
        peaks = [json.loads(self._storage.locate(path).read_text(encoding="utf-8")) for path in shapes]
        stems = peaks[0]["stems"] if kind == "song" and peaks else _layers(peaks)
        file.write_bytes(cover.draw({"stems": stems}, size=SIDE))


def _see(session: Session, caller: Caller, kind: str, thing_id: int) -> None:
    if thing_id > LARGEST_ID:
        raise NotFound(f"There is no {kind} {thing_id}.")
    sight.see(session, caller, kind, thing_id)


def _layers(peaks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The whole of each song as a layer, the first in the middle."""
    return [{"family": family, "peaks": song["master"]} for family, song in zip(cover.ORDER, peaks, strict=False)]


def _of_song(song_id: int) -> Any:
    return _PEAKS.where(Song.id == song_id).limit(1)


def _of_album(caller: Caller, album_id: int) -> Any:
    inside = _PEAKS.where(Song.album_id == album_id, sight.songs_seen(caller))
    return inside.order_by(Song.track_number, Song.id).limit(MAX_LAYERS)


def _is_public(session: Session, kind: str, thing_id: int) -> bool:
    """Whether everybody sees the same; an album looks otherwise to those with private songs in it."""
    return kind == "song" and bool(session.scalar(select(Song.public).where(Song.id == thing_id)))
