"""Transfers: large files that come in pieces, and go on where they stopped.

What has arrived of a file lies aside (`pieces.py`), and its size is how far the transfer is. Once the file is whole a
job looks through it, and what comes of that is an upload like any other.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from backend.db.models import Asset, Job, Transfer
from backend.db.session import Database
from backend.jobs import status
from backend.jobs.board import Board
from backend.jobs.progress import Run
from backend.jobs.views import JobView, NewJob
from backend.services import names, users
from backend.services.analyses import AUDIO, Analyses
from backend.services.callers import Caller, owner_of
from backend.services.checksums import Checksum
from backend.services.errors import (
    Conflict,
    NotFound,
    NotSignedIn,
    StudioError,
    TooLarge,
)
from backend.services.moments import iso
from backend.services.pieces import Pieces
from backend.services.sniffing import HEAD_BYTES
from backend.services.uploads import Kept, Uploads, check_content, format_of
from backend.storage.local import LocalStorage

UPLOAD = "upload"
# Whoever is interrupted has so long to go on.
KEPT = timedelta(days=1)
# Nobody has more on their way at a time; each may take the room of a whole file.
MOST_UNFINISHED = 20
MIB = 2**20
_BLIND = {"synchronize_session": False}


@dataclass(frozen=True)
class Standing:
    """How far a transfer is: ``offset`` of ``length`` bytes are here; ``job_id`` looks through what is whole.

    ``piece_bytes`` is how large the next piece may be.
    """

    id: str
    kind: str
    name: str
    offset: int
    length: int
    expires_at: datetime
    job_id: str | None
    piece_bytes: int

    def to_dict(self) -> dict[str, Any]:
        """What whoever sends it is told."""
        return {**vars(self), "expires_at": iso(self.expires_at)}


class Transfers:
    """Takes files in piece by piece."""

    def __init__(
        self,
        database: Database,
        board: Board,
        storage: LocalStorage,
        uploads: Uploads,
        analyses: Analyses,
        *,
        max_mb: int,
        piece_mb: int,
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self._board, self._storage = database, board, storage
        self._uploads, self._analyses, self._clock = uploads, analyses, clock
        self._pieces = Pieces(storage)
        self.max_bytes, self.piece_bytes = max_mb * MIB, piece_mb * MIB

    def begin(self, caller: Caller, kind_name: str, file_name: str, length: int) -> Standing:
        """Make room for a file of so many bytes.

        Raises
        ------
        NotSignedIn
            without an account, or if it was closed meanwhile
        InvalidInput, WrongType
            if there are no such files, or its name has an ending that is not allowed
        TooLarge
            if it is larger than allowed, or the caller's uploads leave no room for it
        Conflict
            if the caller has many others on their way
        """
        user_id, kind = caller.signed_in().id, self._uploads.kind(kind_name)
        wanted = format_of(file_name, kind)
        most = self.max_bytes if kind_name == AUDIO else min(self.max_bytes, self.piece_bytes)
        if not 0 < length <= most:
            raise TooLarge(f"The file has {length / MIB:.1f} MB; more than 0 and up to {most / MIB:g} MB are allowed.")
        name = f"{names.slug(PurePath(file_name).stem, otherwise=kind_name)}.{wanted}"
        now = self._clock()
        new = Transfer(names.unguessable(), owner_of(user_id), kind_name, wanted, name, length, now, now)
        with self._database.transaction() as session:
            # Whoever begins many at once has no more room than one after the other.
            if users.hold(session, user_id) is None:
                raise NotSignedIn("The account is closed.")
            others = self._here(session, new.owner)
            if len(others) >= MOST_UNFINISHED:
                raise Conflict(f"{len(others)} uploads are under way; finish or remove one of them first.")
            self._uploads.check_room(session, new.owner, length + sum(other.length for other in others))
            session.add(new)
            session.flush()
            place = self._pieces.place(new.id)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.touch()
            return self._standing(new)

    def unfinished(self, caller: Caller) -> list[dict[str, Any]]:
        """What the caller has begun and not finished, the newest first."""
        owner = owner_of(caller.signed_in().id)
        with self._database.transaction() as session:
            return [self._standing(row).to_dict() for row in self._here(session, owner) if not row.job_id]

    def show(self, caller: Caller, transfer_id: str) -> Standing:
        """How far a transfer is.

        Raises
        ------
        NotFound
            if there is none, or it is somebody else's, or its time is over
        """
        return self._settled(self._own(caller, transfer_id))

    def append(
        self, caller: Caller, transfer_id: str, offset: int, sent: BinaryIO, checksum: Checksum | None = None
    ) -> Standing:
        """Take the next piece; of one that breaks off what has come is kept, unless it had to be checked as a whole.

        Raises
        ------
        NotFound
            as `show`
        Conflict
            if the piece does not begin where the last one ended
        Locked
            if another piece is on its way
        BadChecksum
            if it is not what was sent; nothing of it is kept
        InvalidInput
            if there is more of it than was said to come; nothing of it is kept
        WrongType
            if the file is something else than its name says; the transfer is over then
        """
        row = self._own(caller, transfer_id)
        with self._pieces.alone_with(row.id) as file:
            here = file.seek(0, os.SEEK_END)
            if offset != here or row.job_id:
                raise Conflict(f"{here} bytes are here; a piece that begins at {offset} does not follow them.")
            self._pieces.append(sent, file, row.length - here, checksum)
            file.flush()
            if here < HEAD_BYTES <= file.tell() or file.tell() == row.length:
                self._check_head(row)
            row.touched_at = self._clock()
            with self._database.transaction() as session:
                _write(session, row.id, touched_at=row.touched_at)
            return self._settled(row)

    def abandon(self, caller: Caller, transfer_id: str) -> None:
        """Give a transfer up, with what has come of it.

        Raises
        ------
        NotFound
            as `show`
        """
        self._forget(self._own(caller, transfer_id))

    def called_off(self, job: JobView) -> None:
        """Remove the file of a job that was called off, if it looks through one."""
        if job.type == UPLOAD and job.status == status.CANCELLED:
            self._pieces.remove(job.input["transfer"])

    def finish_now(self, run: Run) -> None:
        """Look through the file of a job, and keep it as an upload.

        Raises
        ------
        NotFound
            if it is not here any more
        StudioError
            if it is broken or outside the limits, or there is no room for it
        """
        with self._database.transaction() as session:
            row = session.get(Transfer, run.input["transfer"])
            if row is None:
                raise NotFound("The upload was given up.")
            session.expunge(row)
        run.report("checking", 0.0)
        with self._storage.workspace() as folder:
            # A picture is rewritten, which must not happen twice to what was sent.
            file = folder / f"upload.{row.format}"
            try:
                shutil.copyfile(self._pieces.place(row.id), file)
            except FileNotFoundError:
                raise NotFound(f"What was sent of {row.name} is not here any more; send it again.") from None
            try:
                asset = self._uploads.examined(row.owner, row.kind, row.format, file, PurePath(row.name).stem)
                kept = self._keep(run, asset, file)
            except StudioError:
                self._pieces.remove(row.id)
                raise
        self._analyses.announce(kept.job)
        self._pieces.remove(row.id)

    def tidy(self) -> None:
        """Remove what nobody has gone on with for a day, and files that no transfer knows."""
        awaited = select(Job.input["transfer"].as_string()).where(Job.type == UPLOAD, Job.status.in_(status.ACTIVE))
        with self._database.transaction() as session:
            late = Transfer.touched_at < self._clock() - KEPT
            session.execute(delete(Transfer).where(late, Transfer.id.not_in(awaited)), execution_options=_BLIND)
            known = set(session.scalars(select(Transfer.id)))
        self._pieces.remove_strange(known, before=(self._clock() - KEPT).timestamp())

    def _keep(self, run: Run, asset: Asset, file: Path) -> Kept:
        """Keep what a job has looked through; nothing of it stays if the job was called off meanwhile."""
        try:
            with self._database.transaction() as session:
                kept = self._uploads.keep(session, asset, file)
                result = {"title": kept.asset.name, "upload": kept.asset.id, **kept.to_dict()}
                run.finish(session, result=result)
        except BaseException:
            self._storage.remove(asset.path)
            raise
        return kept

    def _here(self, session: Session, owner: str) -> list[Transfer]:
        """The transfers of an owner's whose files take room, the newest first: no upload has come of them yet."""
        theirs = select(Transfer).where(Transfer.owner == owner)
        newest = session.scalars(theirs.order_by(Transfer.created_at.desc(), Transfer.id))
        return [row for row in newest if self._pieces.place(row.id).is_file()]

    def _own(self, caller: Caller, transfer_id: str) -> Transfer:
        owner = owner_of(caller.signed_in().id)
        with self._database.transaction() as session:
            row = session.get(Transfer, transfer_id)
            if row is None or row.owner != owner or row.touched_at < self._clock() - KEPT:
                raise _not_there(transfer_id)
            session.expunge(row)
            return row

    def _check_head(self, row: Transfer) -> None:
        try:
            check_content(self._pieces.place(row.id), row.format)
        except StudioError:
            self._forget(row)
            raise

    def _settled(self, row: Transfer) -> Standing:
        """How far a transfer is; one that is whole gets its job, even if the process died that took the last piece."""
        standing = self._standing(row)
        if row.job_id or standing.offset < row.length:
            return standing
        with self._database.transaction() as session:
            told = {"title": row.name, "transfer": row.id}
            new = NewJob(UPLOAD, row.owner, told, length_s=row.length / MIB, idempotency_key=f"{UPLOAD} {row.id}")
            job = self._board.add(session, new)
            _write(session, row.id, job_id=job.id)
        if job.is_new:
            self._board.announce(job.id, at_front=True)
        return replace(standing, job_id=job.id)

    def _standing(self, row: Transfer) -> Standing:
        try:
            offset = row.length if row.job_id else self._pieces.place(row.id).stat().st_size
        except FileNotFoundError:
            raise _not_there(row.id) from None
        return Standing(
            row.id, row.kind, row.name, offset, row.length, row.touched_at + KEPT, row.job_id, self.piece_bytes
        )

    def _forget(self, row: Transfer) -> None:
        with self._database.transaction() as session:
            session.execute(delete(Transfer).where(Transfer.id == row.id))
        self._pieces.remove(row.id)


def _not_there(transfer_id: str) -> NotFound:
    return NotFound(f"There is no upload {transfer_id[:80]!r} under way.")


def _write(session: Session, transfer_id: str, **values: Any) -> None:
    session.execute(update(Transfer).where(Transfer.id == transfer_id).values(values), execution_options=_BLIND)
