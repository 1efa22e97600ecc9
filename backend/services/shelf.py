"""The shelf: files that can be made again at any time, kept while there is room; the longest unused go first."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from backend.storage.local import LocalStorage

PLACE = "exports"
# About a hundred three-minute songs as WAV files.
CAPACITY_BYTES = 4_000_000_000
# As long as songs.TRASH_KEEPS: nothing of a song in the trash is used, so when that is emptied its files go as well.
KEEPS_UNUSED = timedelta(days=30)


class Shelf:
    """Keeps made files under names that say all they are made of, so that a file is never out of date."""

    def __init__(self, storage: LocalStorage, *, place: str = PLACE, capacity_bytes: int = CAPACITY_BYTES) -> None:
        self._storage, self._place, self._capacity_bytes = storage, place, capacity_bytes
        self._tidying = Lock()

    def size(self, name: str) -> int | None:
        """How many bytes the file of a name has, if it is there; looking is not using."""
        try:
            return self._storage.locate(f"{self._place}/{name}").stat().st_size
        except FileNotFoundError:
            return None

    def find(self, name: str) -> Path | None:
        """The file of a name if it is there; it counts as used now, and when it was made stays known."""
        place = self._storage.locate(f"{self._place}/{name}")
        try:
            os.utime(place, ns=(time.time_ns(), place.stat().st_mtime_ns))
        except FileNotFoundError:
            return None
        return place

    def put(self, name: str, write: Callable[[Path], None]) -> Path:
        """Let a file be written and keep it under a name; it appears there whole, whoever else makes it too."""
        with self._storage.workspace() as folder:
            file = folder / name
            write(file)
            place = self._storage.adopt(file, f"{self._place}/{name}")
        self.make_room(place)
        return place

    def tidy(self, now: datetime) -> None:
        """Remove what nobody used for as long as the trash keeps songs: a song that was removed takes all along."""
        oldest = (now - KEEPS_UNUSED).timestamp()
        with self._tidying:
            for path, used, _ in _files(self._storage.locate(self._place)):
                if used < oldest:
                    path.unlink(missing_ok=True)

    def make_room(self, newest: Path | None = None) -> None:
        """Remove what was used longest ago until the rest fits; the newest stays in any case."""
        with self._tidying:
            there = _files(self._storage.locate(self._place))
            seen = sorted(((used, size, path) for path, used, size in there if path != newest), reverse=True)
            room = self._capacity_bytes - (newest.stat().st_size if newest else 0)
            for _, size, path in seen:
                room -= size
                if room < 0:
                    path.unlink(missing_ok=True)


def _files(folder: Path) -> list[tuple[Path, float, int]]:
    """The files of a folder with when they were used and how large they are; what goes meanwhile is passed over."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        try:
            about = path.stat()
        except FileNotFoundError:
            continue
        found.append((path, about.st_atime, about.st_size))
    return found
