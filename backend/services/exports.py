"""Downloads: what can be taken away from a song, made when somebody asks and kept for the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from backend.db.models import Song, Take
from backend.db.session import Database
from backend.jobs import status
from backend.jobs.board import Board
from backend.jobs.progress import Run
from backend.jobs.timing import utcnow
from backend.jobs.views import JobView, NewJob
from backend.services.callers import Caller
from backend.services.errors import Busy, Conflict, NotFound
from backend.services.export_documents import output, stem_documents
from backend.services.media import TYPES, StoredFile
from backend.services.shelf import Shelf
from backend.services.take_material import Wanted, material_of
from backend.storage.local import LocalStorage
from backend.studio.errors import Cancelled, UnknownName
from backend.studio.formats import exports
from backend.studio.formats.exports import Export
from backend.studio.formats.stems_zip import length, stream

EXPORT = "export"
# More at a time would only wait for each other, and keep the pages waiting.
AT_ONCE = 2
PATIENCE_S = 10.0
# Whoever asks without being anybody has no list of jobs, and theirs do not belong into that of the song's owner.
HOUSE = "house"
# A full disk or a broken encoder seldom mends itself within less.
FAILURE_HOLDS = timedelta(minutes=10)


@dataclass(frozen=True)
class Archive:
    """A download that is sent while it is read."""

    name: str
    media_type: str
    length: int
    pieces: Callable[[], Iterator[bytes]]


@dataclass(frozen=True)
class Pending:
    """A download that a job is making."""

    title: str
    job_id: str
    status: str
    links: dict[str, str]


class Exports:
    """What callers may take away."""

    def __init__(
        self,
        database: Database,
        board: Board,
        storage: LocalStorage,
        shelf: Shelf,
        *,
        clock: Callable[[], datetime] = utcnow,
    ) -> None:
        self._database, self._board, self._storage, self._shelf = database, board, storage, shelf
        self._clock = clock
        self._places = BoundedSemaphore(AT_ONCE)

    def listing(self, caller: Caller, song_id: int, take: int | None = None) -> dict[str, Any]:
        """All that can be taken away from a take, the current one where none is named."""
        wanted = self._wanted(caller, song_id, take)
        found = [self._document(wanted, export) for export in exports.available(wanted.material.files)]
        return {"song_id": song_id, "take": wanted.take, "results": found + stem_documents(wanted)}

    def get(self, caller: Caller, song_id: int, name: str, take: int | None = None) -> StoredFile | Archive | Pending:
        """One download: a file, an archive to send, or the job that makes the file.

        Raises
        ------
        NotFound
            if the song, the take or the download is not there, or not for this caller
        Busy
            if others are being made all the while
        Conflict
            if its job failed a moment ago
        """
        wanted = self._wanted(caller, song_id, take)
        export = _offered(wanted, name)
        if export.is_stem_wise:
            return _archive(wanted, export)
        if kept := self._shelf.find(wanted.key(export)):
            return _stored(wanted, export, kept)
        if export.is_slow:
            return self._make_later(caller, wanted, export)
        return _stored(wanted, export, self._make_here(wanted, export))

    def make_now(self, run: Run) -> None:
        """Make the download of a job."""
        with self._database.transaction() as session:
            wanted = self._take(session, run.input["song_id"], run.input["take"])
        export = _offered(wanted, run.input["export"])

        def report(done: float) -> None:
            if run.cancelled():
                raise Cancelled("The download was called off.")
            run.report("writing", done)

        # Somebody else's job may have made it meanwhile.
        made = self._shelf.find(wanted.key(export)) or self._make(wanted, export, report)
        with self._database.transaction() as session:
            result = {"song_id": wanted.song_id, "title": run.input["title"], "url": wanted.url(export)}
            run.finish(session, result=result, outputs=[output(wanted, export, made)])

    def _make_here(self, wanted: Wanted, export: Export) -> Path:
        """Make a quick download in the request; whoever asks for one that another is making gets that one."""
        if not self._places.acquire(timeout=PATIENCE_S):
            raise Busy("Many downloads are being made; ask again in a moment.")
        try:
            return self._shelf.find(wanted.key(export)) or self._make(wanted, export, lambda _done: None)
        finally:
            self._places.release()

    def _make(self, wanted: Wanted, export: Export, report: Callable[[float], None]) -> Path:
        return self._shelf.put(
            wanted.key(export), lambda target: exports.make(export, wanted.material, target, report=report)
        )

    def _make_later(self, caller: Caller, wanted: Wanted, export: Export) -> Pending:
        """Put up the job that makes a download, or find the one that is under way.

        A download that was called off, or left the shelf since it was made, gets another job; one that went wrong
        a moment ago is refused, for clients ask every second.
        """
        title = f"{wanted.material.tags.title}, {export.label}"
        told = {"title": title, "export": export.id, "song_id": wanted.song_id, "take": wanted.take}
        owner, key = caller.owner or HOUSE, f"{EXPORT} {wanted.key(export)} "
        with self._database.transaction() as session:
            job = self._board.latest(session, owner, EXPORT, key)
            if job is None or job.is_final:
                self._check_failure(job, title)
                # Two who ask at once follow the same job, and so get the same one.
                follows = f"{key}after {job.id}" if job else f"{key}first"
                job = self._board.add(
                    session, NewJob(EXPORT, owner, told, length_s=wanted.duration_s, idempotency_key=follows)
                )
        if job.is_new:
            self._board.announce(job.id)
        return Pending(title, job.id, job.status, job.links())

    def _check_failure(self, job: JobView | None, title: str) -> None:
        if job is None or job.status != status.FAILED or not job.finished_at:
            return
        if self._clock() < job.finished_at + FAILURE_HOLDS:
            why = (job.error or {}).get("message", "")
            minutes = FAILURE_HOLDS.total_seconds() / 60
            raise Conflict(
                f"{title} could not be made: {why} Retry job {job.id}, or ask again {minutes:g} minutes after it."
            )

    def _wanted(self, caller: Caller, song_id: int, number: int | None) -> Wanted:
        with self._database.transaction() as session:
            song = session.get(Song, song_id)
            if song is None or song.deleted_at or not (song.public or caller.owns(song.owner)):
                raise NotFound(f"There is no song {song_id}.")
            if number is not None and number != song.current_take and not caller.owns(song.owner):
                raise NotFound(f"Song {song_id} has no take {number}.")
            return self._take(session, song_id, number)

    def _take(self, session: Session, song_id: int, number: int | None) -> Wanted:
        wanted = select(Take).join(Song).where(Song.id == song_id).options(selectinload(Take.assets))
        chosen = Song.current_take if number is None else number
        take = session.scalars(wanted.where(Take.number == chosen)).first()
        if take is None:
            raise NotFound(f"Song {song_id} has no take {number}." if number else f"Song {song_id} is not finished.")
        return material_of(session, take, self._storage)

    def _document(self, wanted: Wanted, export: Export) -> dict[str, Any]:
        kept = length(wanted.entries()) if export.is_stem_wise else self._shelf.size(wanted.key(export))
        return {
            "id": export.id,
            "group": export.group,
            "label": export.label,
            "hint": export.hint,
            "format": export.ending,
            "name": wanted.file_name(export),
            "bytes": kept,
            "ready": kept is not None or not export.is_slow,
            "url": wanted.url(export),
        }


def _offered(wanted: Wanted, name: str) -> Export:
    try:
        export = exports.find(name)
    except UnknownName as unknown:
        raise NotFound(unknown.message) from unknown
    if export not in exports.available(wanted.material.files):
        raise NotFound(f"Song {wanted.song_id} has no {export.label}: it was made without what that needs.")
    return export


def _archive(wanted: Wanted, export: Export) -> Archive:
    entries = wanted.entries()
    return Archive(
        wanted.file_name(export), TYPES[export.ending], length(entries), lambda: stream(entries, at=wanted.made_at)
    )


def _stored(wanted: Wanted, export: Export, place: Path) -> StoredFile:
    return StoredFile(place, wanted.file_name(export), TYPES[export.ending], place.stem, wanted.is_public)
