"""Files on this machine. A stored path is relative, with forward slashes, and never leaves the root."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from platform import node

# Several machines may share a storage; each sweeps up after itself.
HERE = node()


class OutsideStorage(ValueError):
    """A path that leaves the storage root."""


class LocalStorage:
    """A folder of files. What is unfinished lives in ``tmp`` of the same disk, so that adopting it is one rename."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def locate(self, stored: str) -> Path:
        """Where a stored file lies.

        Raises
        ------
        OutsideStorage
            if the path leaves the root, by dots or by a link
        """
        place = (self.root / stored).resolve()
        if "\0" in stored or not place.is_relative_to(self.root) or place == self.root:
            raise OutsideStorage(f"{stored!r} is not a path inside the storage.")
        return place

    @contextmanager
    def workspace(self) -> Iterator[Path]:
        """An empty folder for unfinished work; what is left in it when the block ends is removed."""
        shelf = self.root / "tmp"
        shelf.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}@{HERE}.", dir=shelf))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def tidy(self) -> None:
        """Remove the workspaces of processes of this machine that were killed before they could."""
        for folder in (self.root / "tmp").glob(f"*@{escape(HERE)}.*"):
            process = folder.name.partition("@")[0]
            if process.isdigit() and not _is_alive(int(process)):
                shutil.rmtree(folder, ignore_errors=True)

    def adopt(self, unfinished: Path, stored: str) -> Path:
        """Give a file or folder of a workspace its place; it appears there at once and whole."""
        place = self.locate(stored)
        place.parent.mkdir(parents=True, exist_ok=True)
        return unfinished.rename(place)

    def remove(self, stored: str) -> None:
        """Remove a file, or a folder with all that is in it; fine if it is gone already."""
        place = self.locate(stored)
        if place.is_dir():
            shutil.rmtree(place, ignore_errors=True)
        else:
            place.unlink(missing_ok=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
