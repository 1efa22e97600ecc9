"""Files that no row knows: a job walks the storage and says which they are. It removes none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select

from backend.db.library import Album, Artist, Playlist
from backend.db.models import Asset, Song, User
from backend.db.session import Database
from backend.jobs.board import Board
from backend.jobs.progress import Run
from backend.jobs.views import JobView, NewJob
from backend.services.mail.post import HOUSE
from backend.storage.local import LocalStorage

ORPHANS = "orphans"
TITLE = "Files that nothing refers to"
# What the studio makes again, or keeps by rules of its own.
NOT_OURS = {
    "tmp",
    "exports",
    "phrases",
    "tensors",
    "redis",
    "mail",
    "banks",
    "transfers",
    "streams",
    "streams.making",
    "covers",
}
MOST_NAMED = 200
# Files of a job that is about to write its rows are younger.
YOUNG_S = 3600.0


_PATHS = (
    select(Asset.path),
    *(select(column).where(column != "") for column in (Song.image, User.avatar, Album.image, Artist.image)),
    select(Playlist.cover).where(Playlist.cover != ""),
)


class Orphans:
    """Looks for such files."""

    def __init__(
        self, database: Database, board: Board, storage: LocalStorage, *, clock: Callable[[], datetime]
    ) -> None:
        self._database, self._board, self._storage, self._clock = database, board, storage, clock

    def look_later(self) -> JobView:
        """Put up the job that looks; its result has the number of files, their bytes, and the first names."""
        with self._database.transaction() as session:
            job = self._board.add(session, NewJob(ORPHANS, HOUSE, {"title": TITLE}))
        self._board.announce(job.id)
        return job

    def look_now(self, run: Run) -> None:
        """Walk the storage, and compare."""
        files, size = 0, 0
        named: list[str] = []
        with self._database.reading() as connection:
            known = {path for paths in _PATHS for path in connection.scalars(paths)}
        for stored, file in self._old_files():
            if stored not in known:
                files, size = files + 1, size + file.st_size
                named += [stored] if len(named) < MOST_NAMED else []
        result: dict[str, Any] = {"title": TITLE, "files": files, "bytes": size, "paths": named}
        with self._database.transaction() as session:
            run.finish(session, result=result, outputs=[])

    def _old_files(self) -> Iterator[tuple[str, os.stat_result]]:
        root, before = self._storage.root, self._clock().timestamp() - YOUNG_S
        for folder in sorted(root.iterdir()):
            if folder.is_dir() and folder.name not in NOT_OURS:
                for place in folder.rglob("*"):
                    if place.is_file() and (found := place.stat()).st_mtime < before:
                        yield place.relative_to(root).as_posix(), found
