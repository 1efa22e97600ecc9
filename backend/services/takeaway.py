"""Everything of somebody's in one file: their songs with all takes, their uploads, and what the studio knows of them.

A job writes it; it can be downloaded for a week, and a new one takes its place.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path, PurePath
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from backend.db.messages import Message
from backend.db.models import Asset, Song, Take, User
from backend.db.session import Database
from backend.jobs import status
from backend.jobs.board import Board
from backend.jobs.progress import Run
from backend.jobs.views import JobView, NewJob
from backend.services import names
from backend.services.callers import Caller, owner_of, user_id_of
from backend.services.closing import hanging_tables, owned_tables, theirs
from backend.services.errors import Conflict, NotFound
from backend.services.moments import iso
from backend.services.packing import Piece, pack
from backend.services.song_documents import media_url, output_document
from backend.storage.local import LocalStorage

TAKEAWAY = "takeaway"
TITLE = "Everything of mine"
PLACE = "takeaways"
KEPT = timedelta(days=7)
# What the rest of the studio needs to go on.
SPARE_BYTES = 500_000_000
# A slow disk; the time that a job may take follows from it.
BYTES_PER_S = 50_000_000
# Secrets, and what only the queue needs.
LEFT_OUT = {"password_hash", "key_hash", "refresh_hash", "secret", "token", "claim", "lease_until"}
README = """Everything of yours at Mini Studio.

songs/      a folder for each song, with one for each of its takes: master, stems, MIDI, project and all else
uploads/    what you sent: sounds, notes, pictures
data/       what the studio knows of you and your songs, a JSON file for each kind of thing
files.json  what each file is, with its SHA-256
"""


class Takeaway:
    """Gives people everything that is theirs."""

    def __init__(
        self, database: Database, board: Board, storage: LocalStorage, *, clock: Callable[[], datetime]
    ) -> None:
        self._database, self._board, self._storage, self._clock = database, board, storage, clock

    def state(self, caller: Caller) -> dict[str, Any]:
        """Whether there is a file to download, and what became of the last job that made one."""
        owner = owner_of(caller.signed_in().id)
        with self._database.transaction() as session:
            job = self._board.latest(session, owner, TAKEAWAY, f"{TAKEAWAY} ")
            file = session.scalar(select(Asset).where(Asset.owner == owner, Asset.kind == TAKEAWAY))
            return _document(job, file)

    def make_later(self, caller: Caller) -> dict[str, Any]:
        """Put up the job that writes the file, or find the one that is under way.

        Raises
        ------
        Conflict
            if there is no room for it
        """
        owner = owner_of(caller.signed_in().id)
        with self._database.transaction() as session:
            size = sum(session.scalars(select(Asset.bytes).where(Asset.owner == owner, Asset.kind != TAKEAWAY)))
            self._check_room(size)
            job = self._board.latest(session, owner, TAKEAWAY, f"{TAKEAWAY} ")
            if job is None or job.is_final:
                # Two who ask at once follow the same job, and so get the same one.
                key = f"{TAKEAWAY} {f'after {job.id}' if job else 'first'}"
                new = NewJob(TAKEAWAY, owner, {"title": TITLE}, length_s=size / BYTES_PER_S, idempotency_key=key)
                job = self._board.add(session, new)
        if job.is_new:
            self._board.announce(job.id)
        return self.state(caller)

    def make_now(self, run: Run) -> None:
        """Write the file of a job, and remove the one until now."""
        with self._database.transaction() as session:
            user = session.get(User, user_id_of(run.owner) or 0)
            if user is None:
                raise NotFound("The account is closed.")
            name = f"mini-studio-{names.slug(user.username)}.zip"
            pieces, data = list(self._pieces(session, run.owner)), _data(session, user)
        with self._storage.workspace() as folder:
            archive = folder / "everything.zip"
            pack(archive, pieces, {"README.txt": README, **data}, self._clock(), run)
            stored = f"{PLACE}/{names.unguessable()}.zip"
            made = _asset(archive, run.owner, stored, name, self._clock())
            with self._database.transaction() as session:
                old = _forget(session, Asset.owner == run.owner)
                session.add(made)
                session.flush()
                result = {"title": TITLE, "url": media_url(stored)}
                run.finish(session, result=result, outputs=[output_document(made)])
                self._storage.adopt(archive, stored)
        self._remove(old)

    def tidy(self) -> None:
        """Remove files that have been there for a week."""
        with self._database.transaction() as session:
            old = _forget(session, Asset.created_at < self._clock() - KEPT)
        self._remove(old)

    def _pieces(self, session: Session, owner: str) -> Iterator[Piece]:
        theirs = select(Asset, Take, Song).outerjoin(Take, Take.id == Asset.take_id)
        theirs = theirs.outerjoin(Song, Song.id == Take.song_id).where(Asset.owner == owner, Asset.kind != TAKEAWAY)
        for asset, take, song in session.execute(theirs.order_by(Asset.path)):
            about = {"kind": asset.kind, "sha256": asset.sha256, "made_at": iso(asset.created_at)}
            yield Piece(_name(asset, take, song), self._storage.locate(asset.path), about)

    def _check_room(self, size: int) -> None:
        free = shutil.disk_usage(self._storage.root).free
        if size + SPARE_BYTES > free:
            raise Conflict(f"Your files have {size / 1e9:.1f} GB, and there is room for {free / 1e9:.1f} GB here.")

    def _remove(self, places: list[str]) -> None:
        for place in places:
            self._storage.remove(place)


def _name(asset: Asset, take: Take | None, song: Song | None) -> str:
    """Where a file lies in the archive; made of our own words, so that none leads out of its folder."""
    if take is None or song is None:
        return f"uploads/{asset.kind}/{PurePath(asset.name).stem}_{asset.id[:6]}.{asset.format}"
    inside = asset.path.removeprefix(f"{names.folder(song.track_id)}/{take.number}/")
    return f"songs/{song.id}_{names.slug(song.title)}/take_{take.number}/{inside}"


def _data(session: Session, user: User) -> dict[str, Any]:
    """All rows of a user's, a file for each table."""
    found = {"data/account.json": _rows(session, User.__table__, User.id == user.id)}
    for table in owned_tables():
        found[f"data/{table.name}.json"] = _rows(session, table, theirs(table, user.id))
    for table, column, named in hanging_tables():
        owned = select(named).where(theirs(named.table, user.id))
        found[f"data/{table.name}.json"] = _rows(session, table, column.in_(owned))
    wrote = or_(
        (Message.sender_id == user.id) & Message.hidden_by_sender.is_(False),
        (Message.receiver_id == user.id) & Message.hidden_by_receiver.is_(False),
    )
    return found | {"data/messages.json": _rows(session, Message.__table__, wrote)}


def _rows(session: Session, table: Any, which: Any) -> list[dict[str, Any]]:
    columns = [column for column in table.columns if column.name not in LEFT_OUT]
    return [dict(row._mapping) for row in session.execute(select(*columns).where(which))]


def _asset(archive: Path, owner: str, stored: str, name: str, now: datetime) -> Asset:
    with archive.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    size = archive.stat().st_size
    return Asset(names.unguessable(), owner, TAKEAWAY, "zip", stored, name, size, digest, now)


def _forget(session: Session, which: Any) -> list[str]:
    gone = delete(Asset).where(Asset.kind == TAKEAWAY, which).returning(Asset.path)
    return list(session.scalars(gone, execution_options={"synchronize_session": False}))


def _document(job: JobView | None, file: Asset | None) -> dict[str, Any]:
    """Without a file a job that is finished says nothing: what it made has gone."""
    is_over = job is None or (job.is_final and job.status != status.FAILED)
    shown = ("finished" if file else "none") if job is None or is_over else job.status
    return {
        "status": shown,
        "job_id": job.id if job else None,
        "url": media_url(file.path) if file else None,
        "name": file.name if file else None,
        "bytes": file.bytes if file else None,
        "made_at": iso(file.created_at) if file else None,
        "kept_until": iso(file.created_at + KEPT) if file else None,
        "error": (job.error or {}).get("message") if job and job.status == status.FAILED else None,
    }
