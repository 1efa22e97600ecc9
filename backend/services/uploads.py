"""Uploads: named at random, checked by content, owned by whoever sent them, kept once however often they are sent."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from backend.db.models import Asset, Song, Take
from backend.db.session import Database
from backend.jobs.views import JobView
from backend.services import names, users
from backend.services.analyses import Analyses
from backend.services.callers import Caller, owner_of, user_id_of
from backend.services.errors import InvalidInput, NotSignedIn, TooLarge, WrongType
from backend.services.sniffing import HEAD_BYTES, sniff
from backend.services.upload_documents import upload_document
from backend.storage.local import LocalStorage

# The kinds that people bring to make songs of.
KINDS = ("audio", "midi", "image")

Check = Callable[[Path, str], float | None]
"""``check(file, format)``: refuse what is broken or outside the limits; the answer is its length in seconds, if any."""


@dataclass(frozen=True)
class Kind:
    """What may be uploaded under one name: the folder, the endings with the format that each must hold, the check."""

    folder: str
    endings: Mapping[str, str]
    check: Check


@dataclass(frozen=True)
class Kept:
    """An upload that is kept, whether it was here before, and the job that looks through it, if one does."""

    asset: Asset
    is_new: bool
    job: JobView | None

    def to_dict(self) -> dict[str, Any]:
        """What whoever sent it is told."""
        return {**upload_document(self.asset, self.job.status if self.job else None), "duplicate": not self.is_new}


class Uploads:
    """Takes files in."""

    def __init__(
        self,
        database: Database,
        storage: LocalStorage,
        kinds: Mapping[str, Kind],
        analyses: Analyses,
        *,
        quota_bytes: int,
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self._storage, self._kinds, self._analyses = database, storage, kinds, analyses
        self._quota_bytes, self._clock = quota_bytes, clock

    def take(self, caller: Caller, kind_name: str, sent: BinaryIO, file_name: str) -> dict[str, Any]:
        """Store a file; one that the caller has sent before is found again.

        Raises
        ------
        NotSignedIn
            without an account
        WrongType
            if its ending is not allowed here, or its content is something else
        TooLarge
            if the caller's uploads take all the room that an account has
        StudioError
            if it is broken or outside the limits
        """
        return self.take_for(owner_of(caller.signed_in().id), kind_name, sent, file_name)

    def take_for(self, owner: str, kind_name: str, sent: BinaryIO, file_name: str) -> dict[str, Any]:
        """Store a file of an owner's, who may be a guest; refuses as `take` does."""
        wanted = format_of(file_name, self._kinds[kind_name])
        with self._storage.workspace() as folder:
            file = folder / f"upload.{wanted}"
            with file.open("wb") as out:
                shutil.copyfileobj(sent, out, 2**16)
            asset = self.examined(owner, kind_name, wanted, file, PurePath(file_name).stem)
            with self._database.transaction() as session:
                kept = self.keep(session, asset, file)
                document = kept.to_dict()
        self._analyses.announce(kept.job)
        return document

    def kind(self, kind_name: str) -> Kind:
        """What may be uploaded under a name.

        Raises
        ------
        InvalidInput
            if nothing may
        """
        if kind_name not in KINDS:
            raise InvalidInput.of({"kind": [f"Files are {', '.join(KINDS)}; given: {kind_name[:40]!r}."]})
        return self._kinds[kind_name]

    def examined(self, owner: str, kind_name: str, wanted: str, file: Path, name: str) -> Asset:
        """Check a file, which is rewritten if it is a picture, and describe what it will be.

        Raises
        ------
        StudioError
            if it is something else than it says, is broken or outside the limits
        """
        kind = self._kinds[kind_name]
        check_content(file, wanted)
        length_s = kind.check(file, wanted)
        return Asset(
            names.unguessable(),
            owner,
            kind_name,
            wanted,
            f"uploads/{kind.folder}/{names.unguessable()}.{wanted}",
            f"{names.slug(name, otherwise=kind_name)}.{wanted}",
            file.stat().st_size,
            _sha256(file),
            self._clock(),
            duration_s=length_s,
        )

    def keep(self, session: Session, asset: Asset, file: Path) -> Kept:
        """Keep an examined file, or find the same one among the owner's; announce its job once that is committed.

        Raises
        ------
        NotSignedIn
            if the account was closed meanwhile
        TooLarge
            if there is no room for it
        """
        user_id = user_id_of(asset.owner)
        # Whoever sends the same file twice at once has it kept once.
        if user_id is not None and users.hold(session, user_id) is None:
            raise NotSignedIn("The account is closed.")
        same = (Asset.owner == asset.owner, Asset.kind == asset.kind, Asset.sha256 == asset.sha256)
        found = session.scalars(select(Asset).where(*same, Asset.take_id.is_(None)).limit(1)).first()
        if found is not None:
            return Kept(found, is_new=False, job=None)
        self.check_room(session, asset.owner, asset.bytes)
        session.add(asset)
        session.flush()
        job = self._analyses.put_up(session, asset)
        self._storage.adopt(file, asset.path)
        return Kept(asset, is_new=True, job=job)

    def forget(self, upload: str) -> None:
        """Remove an upload that nothing came of, unless another request has found it here and works with it."""
        with self._database.transaction() as session:
            asset = session.get_one(Asset, upload)
            if self._analyses.is_named(session, asset):
                return
            session.delete(asset)
        self._analyses.call_off(asset)
        self._storage.remove(asset.path)

    def check_room(self, session: Session, owner: str, more_bytes: int) -> None:
        """Refuse what an owner's uploads have no room for.

        Raises
        ------
        TooLarge
            naming both sizes
        """
        brought = select(Take.id).join(Song).where(Song.owner == owner, Song.origin == "uploaded")
        is_brought = or_(and_(Asset.kind.in_(KINDS), Asset.take_id.is_(None)), Asset.take_id.in_(brought))
        theirs = (Asset.owner == owner, is_brought)
        # PostgreSQL adds up in decimals.
        used = int(session.scalar(select(func.sum(Asset.bytes)).where(*theirs)) or 0)
        if used + more_bytes > self._quota_bytes:
            raise TooLarge(
                f"Your uploads have {used / 1e6:.0f} MB, and this one {more_bytes / 1e6:.0f} MB; "
                f"{self._quota_bytes / 1e6:.0f} MB are kept for an account. Delete some first."
            )


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
