"""Covers of playlists: pictures that were sent, written anew; seen by whoever may see the playlist."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete
from sqlalchemy.orm import Session

from backend.db.models import Asset
from backend.db.session import Database
from backend.services.callers import Caller, owner_of
from backend.services.errors import NotFound
from backend.services.media import TYPES, StoredFile
from backend.services.pictures_kept import SentPicture, WrittenPicture, written_anew
from backend.services.playlists.documents import COVERS, mosaic_name
from backend.services.playlists.mosaics import Mosaics
from backend.services.playlists.rights import visible
from backend.services.uploads import Kind
from backend.storage.local import LocalStorage

COVER = "cover"
NAMED = re.compile(r"playlist_(\d{1,9})(?:_[a-z0-9]+)?\.(\w+)")


@dataclass(frozen=True)
class TakenPicture:
    """A picture that is not kept yet."""

    written: WrittenPicture
    owner: str

    def keep(self, session: Session, playlist_id: int) -> str:
        """Keep it for a playlist, whose number stands in its name; the answer is its stored path."""
        return self.written.keep(session, self.owner, COVER, prefix=f"playlist_{playlist_id}_")


class Covers:
    """Takes pictures in for playlists, and finds them for those who may see them."""

    def __init__(
        self, database: Database, storage: LocalStorage, kind: Kind, mosaics: Mosaics, *, clock: Callable[[], datetime]
    ) -> None:
        self._database, self._storage, self._kind = database, storage, kind
        self._mosaics, self._clock = mosaics, clock

    @contextmanager
    def taken(self, caller: Caller, sent: SentPicture | None) -> Iterator[TakenPicture | None]:
        """Write a picture anew, if one was sent.

        Raises
        ------
        WrongType, TooLarge
            if it is no picture, or more than a picture may be
        """
        if sent is None:
            yield None
            return
        owner = owner_of(caller.signed_in().id)
        with written_anew(self._storage, self._kind, sent, self._clock()) as written:
            yield TakenPicture(written, owner)

    def forget(self, session: Session, stored: str) -> None:
        """Forget a picture, in the caller's transaction; then `remove` its file."""
        if stored:
            gone = delete(Asset).where(Asset.path == stored, Asset.kind == COVER)
            session.execute(gone, execution_options={"synchronize_session": False})

    def remove(self, stored: str) -> None:
        """Remove the file of a picture that is forgotten."""
        if stored:
            self._storage.remove(stored)

    def find(self, caller: Caller, name: str) -> StoredFile:
        """The cover of a name: a picture that was sent, or one that is put together of the songs' own.

        Raises
        ------
        NotFound
            if there is none, or the caller may not see the playlist
        """
        match = NAMED.fullmatch(name)
        if match is None:
            raise _missing(name)
        with self._database.reading() as connection:
            row = visible(connection, caller, int(match[1]))
            if f"{COVERS}/{name}" == mosaic_name(row.id):
                return self._mosaics.of(connection, caller, row)
        place = self._storage.locate(row.cover) if row.cover == f"{COVERS}/{name}" else Path()
        if not place.is_file():
            raise _missing(name)
        return StoredFile(place, name, TYPES[match[2]], sha256=Path(name).stem, is_public=row.is_public)


def _missing(name: str) -> NotFound:
    return NotFound(f"There is no cover {name!r}.")
