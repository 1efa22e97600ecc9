"""Who may read a stored file.

The row of the file decides: avatars, and what belongs to a public song, are for everybody, what belongs to a guest's
song is for whoever has its unguessable address, all else is for its owner, or for the holder of a signed address until
it expires, or until the song is deleted that it was given out for.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer
from sqlalchemy import ColumnElement, and_, bindparam, case, or_, select, true

from backend.db.models import Asset, Song, Take
from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.errors import NotFound
from backend.storage.local import LocalStorage, OutsideStorage

SIGNATURE_LASTS_S = 24 * 3600
# Where songs lie under the names that were reserved for them.
RESERVED = "musicgen/"
# What people show of themselves.
AVATAR = "avatar"
# What is served carries one of these types and no other; nothing in the storage may be read as a page or a script.
TYPES = {
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
    "flac": "audio/flac",
    "ogg": "audio/ogg",
    "opus": "audio/ogg; codecs=opus",
    "mid": "audio/midi",
    "musicxml": "application/vnd.recordare.musicxml+xml",
    "mxl": "application/vnd.recordare.musicxml",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "json": "application/json",
    "ds": "application/json",
    "ust": "text/plain",
    "ustx": "application/yaml",
    "svp": "application/json",
    "vsqx": "application/xml",
    "txt": "text/plain",
    "cho": "text/plain",
    "lrc": "text/plain",
    "srt": "application/x-subrip",
    # A drawing could hold a script: it is sent with a policy that runs none.
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
}

_FILES = (
    select(
        Asset.path,
        Asset.kind,
        Asset.format,
        Asset.name,
        Asset.sha256,
        Asset.owner,
        Song.id.label("song_id"),
        Song.public,
        Song.deleted_at,
        or_(Asset.take_id.is_(None), Song.current_take == Take.number).label("is_current"),
    )
    .outerjoin(Take, Take.id == Asset.take_id)
    .outerjoin(Song, Song.id == Take.song_id)
)
_BY_PATH = _FILES.where(Asset.path == bindparam("path"))


@dataclass(frozen=True)
class StoredFile:
    """A file that the caller may read. ``plays`` is the song that is heard by playing it: masters of current takes."""

    place: Path
    name: str
    media_type: str
    sha256: str
    is_public: bool
    plays: int | None = None


class Media:
    """Finds files for those who may read them."""

    def __init__(self, database: Database, storage: LocalStorage, secret_key: str) -> None:
        self._database, self._storage = database, storage
        self._signatures = URLSafeTimedSerializer(secret_key, salt="media")
        self._keys = URLSafeSerializer(secret_key, salt="media of a song")

    def find(
        self, caller: Caller, stored: str, signature: str = "", *, guessable: bool = False, named: str = ""
    ) -> StoredFile:
        """The file at a stored path; ``guessable``: the caller did not come by its unguessable address, but by the one
        that it was ``named``.

        Raises
        ------
        NotFound
            if there is none, or none for this caller
        """
        with self._database.reading() as connection:
            row = connection.execute(_BY_PATH, {"path": stored}).first()
        allowed = row is not None and row.deleted_at is None
        may_read = row and (
            self._may_read(caller, row, signature, guessable=guessable) or self._is_opened(named or stored, signature)
        )
        if row is None or not allowed or not may_read:
            raise _missing(stored)
        try:
            place = self._storage.locate(stored)
        except OutsideStorage as leak:
            raise _missing(stored) from leak
        if not place.is_file():
            raise _missing(stored)
        kind = TYPES.get(row.format, "application/octet-stream")
        plays = row.song_id if row.kind == "master" and row.is_current else None
        return StoredFile(place, row.name, kind, row.sha256, bool(row.public) or row.kind == AVATAR, plays)

    def master(self, caller: Caller, song_id: int, *, format: str) -> StoredFile:
        """The master of a song's current take, in another format if it is not there in this one.

        Raises
        ------
        NotFound
            if the song has none, or none for this caller
        """
        return self.find(caller, self._master_path(Song.id == song_id, format, f"song {song_id}", or_other=True))

    def reserved(self, caller: Caller, file_name: str, signature: str = "") -> StoredFile:
        """The WAV file whose name was reserved when its song was asked for."""
        stored = self._master_path(Song.file_name == file_name, "wav", file_name)
        return self.find(caller, stored, signature, guessable=True, named=f"{RESERVED}{file_name}")

    def sign(self, stored: str) -> str:
        """A signature that opens a stored file to whoever has it, for a day."""
        return str(self._signatures.dumps(stored))

    def key(self, named: str, song_id: int) -> str:
        """A signature that opens a file, by its path or its reserved name, for as long as a song is there."""
        return str(self._keys.dumps([named, song_id]))

    def _master_path(self, which: ColumnElement[bool], format: str, wanted: str, *, or_other: bool = False) -> str:
        current = (
            select(Asset.path)
            .join(Take, Take.id == Asset.take_id)
            .join(Song, and_(Song.id == Take.song_id, Song.current_take == Take.number))
            .where(which, Asset.kind == "master", true() if or_other else Asset.format == format)
            .order_by(case((Asset.format == format, 0), else_=1))
            .limit(1)
        )
        with self._database.reading() as connection:
            path = connection.scalar(current)
        if path is None:
            raise _missing(wanted)
        return path

    def _may_read(self, caller: Caller, row: Any, signature: str, *, guessable: bool) -> bool:
        if caller.owns(row.owner) or (row.public and row.is_current) or row.kind == AVATAR:
            return True
        # The address of a take is easily made from that of another: what is not current is its owner's alone.
        is_open = row.owner.startswith("guest:") and row.is_current and not guessable
        return is_open or self._is_signed(row.path, signature)

    def _is_opened(self, named: str, key: str) -> bool:
        try:
            opened, song_id = self._keys.loads(key) if key else ("", 0)
        except BadSignature:
            return False
        there = select(Song.id).where(Song.id == song_id, Song.deleted_at.is_(None))
        with self._database.reading() as connection:
            return opened == named and connection.scalar(there) is not None

    def _is_signed(self, stored: str, signature: str) -> bool:
        try:
            return bool(signature) and self._signatures.loads(signature, max_age=SIGNATURE_LASTS_S) == stored
        except BadSignature:
            return False


def _missing(stored: str) -> NotFound:
    return NotFound(f"There is no file {stored!r}.")
