"""A picture that somebody sent, written anew and described, until it is kept with what it is a picture of."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from backend.db.models import Asset
from backend.services import names
from backend.services.uploads import Kind, check_content, format_of
from backend.storage.local import LocalStorage


@dataclass(frozen=True)
class SentPicture:
    """What was sent."""

    stream: BinaryIO
    file_name: str


@dataclass(frozen=True)
class WrittenPicture:
    """A picture that was decoded and written anew; its file goes when it is not kept."""

    storage: LocalStorage
    file: Path
    kind: Kind
    format: str
    made_at: datetime

    def keep(self, session: Session, owner: str, called: str, *, prefix: str = "") -> str:
        """Keep the picture as an owner's, in the caller's transaction; the answer is its stored path.

        ``called`` is the kind of the asset; ``prefix`` begins its otherwise unguessable name.
        """
        stored = f"{self.kind.folder}/{prefix}{names.unguessable()}.{self.format}"
        written = self.file.read_bytes()
        session.add(
            Asset(
                names.unguessable(),
                owner,
                called,
                self.format,
                stored,
                f"{called}.{self.format}",
                len(written),
                hashlib.sha256(written).hexdigest(),
                self.made_at,
            )
        )
        session.flush()
        self.storage.adopt(self.file, stored)
        return stored


@contextmanager
def written_if_sent(
    storage: LocalStorage, kind: Kind, sent: SentPicture | None, now: datetime
) -> Iterator[WrittenPicture | None]:
    """Decode a picture and write it anew, if there is one; refuses as `written_anew` does."""
    if sent is None:
        yield None
        return
    with written_anew(storage, kind, sent, now) as written:
        yield written


@contextmanager
def written_anew(storage: LocalStorage, kind: Kind, sent: SentPicture, now: datetime) -> Iterator[WrittenPicture]:
    """Decode a picture and write it anew.

    Raises
    ------
    WrongType, TooLarge
        if it is no picture, or more than a picture may be
    """
    wanted = format_of(sent.file_name, kind)
    with storage.workspace() as folder:
        file = folder / f"picture.{wanted}"
        with file.open("wb") as out:
            shutil.copyfileobj(sent.stream, out, 2**16)
        check_content(file, wanted)
        kind.check(file, wanted)
        yield WrittenPicture(storage, file, kind, wanted, now)
