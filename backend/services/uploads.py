"""Uploads: named at random, checked by content, owned by whoever sent them."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from backend.db.models import Asset
from backend.db.session import Database
from backend.services import names
from backend.services.callers import Caller, owner_of
from backend.services.errors import InvalidInput, WrongType
from backend.services.sniffing import HEAD_BYTES, sniff
from backend.services.song_documents import media_url
from backend.storage.local import LocalStorage

Check = Callable[[Path, str], float | None]
"""``check(file, format)``: refuse what is broken or outside the limits; the answer is its length in seconds, if any."""


@dataclass(frozen=True)
class Kind:
    """What may be uploaded under one name: the folder, the endings with the format that each must hold, the check."""

    folder: str
    endings: Mapping[str, str]
    check: Check


class Uploads:
    """Takes files in."""

    def __init__(
        self, database: Database, storage: LocalStorage, kinds: Mapping[str, Kind], *, clock: Callable[[], datetime]
    ) -> None:
        self._database, self._storage, self._kinds, self._clock = database, storage, kinds, clock

    def take(self, caller: Caller, kind_name: str, sent: BinaryIO, file_name: str) -> dict[str, Any]:
        """Store a file.

        Raises
        ------
        NotSignedIn
            without an account
        WrongType
            if its ending is not allowed here, or its content is something else
        StudioError
            if it is broken or outside the limits
        """
        owner, kind = owner_of(caller.signed_in().id), self._kinds[kind_name]
        wanted = format_of(file_name, kind)
        with self._storage.workspace() as folder:
            file = folder / f"upload.{wanted}"
            with file.open("wb") as out:
                shutil.copyfileobj(sent, out, 2**16)
            check_content(file, wanted)
            length_s = kind.check(file, wanted)
            asset = Asset(
                names.unguessable(),
                owner,
                kind_name,
                wanted,
                f"uploads/{kind.folder}/{names.unguessable()}.{wanted}",
                f"{names.slug(PurePath(file_name).stem)}.{wanted}",
                file.stat().st_size,
                _sha256(file),
                self._clock(),
                duration_s=length_s,
            )
            return self._keep(asset, file)

    def _keep(self, asset: Asset, file: Path) -> dict[str, Any]:
        document = {
            "id": asset.id,
            "path": f"storage/{asset.path}",
            "url": media_url(asset.path),
            "name": asset.name,
            "bytes": asset.bytes,
            "duration_s": asset.duration_s,
        }
        with self._database.transaction() as session:
            session.add(asset)
            session.flush()
            self._storage.adopt(file, asset.path)
        return document


def format_of(file_name: str, kind: Kind) -> str:
    """The format that a file of this name has to have.

    Raises
    ------
    InvalidInput, WrongType
        if it has no name, or one whose ending is not allowed here
    """
    ending = PurePath(file_name).suffix.lstrip(".").lower()
    if not file_name:
        raise InvalidInput.of({"file": ["No file was sent; send one as multipart field `file`."]})
    if ending not in kind.endings:
        raise WrongType(f"Files that end in {ending!r} are not taken here; {', '.join(kind.endings)} are.")
    return kind.endings[ending]


def check_content(file: Path, wanted: str) -> None:
    """Refuse a file whose content is something else than its name says.

    Raises
    ------
    WrongType
        then
    """
    with file.open("rb") as opened:
        found = sniff(opened.read(HEAD_BYTES))
    if found != wanted:
        what = f"is {found}" if found else "is nothing that is taken here"
        raise WrongType(f"The name says {wanted}, but the content {what}.")


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
