"""Files that come in pieces, as far as they are here: in ``transfers/`` of the storage, where nothing is served from.

The size of a file is how much of it is here, so that a process that is killed loses nothing; a lock on it lets one
piece in at a time.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from backend.services.checksums import Checksum
from backend.services.errors import BadChecksum, Conflict, InvalidInput, Locked
from backend.storage.local import LocalStorage

PLACE = "transfers"
PIECE = 2**16


class Pieces:
    """Looks after the files of transfers, each by the transfer's id."""

    def __init__(self, storage: LocalStorage) -> None:
        self._storage = storage

    def place(self, transfer_id: str) -> Path:
        """Where the file of a transfer lies."""
        return self._storage.locate(f"{PLACE}/{transfer_id}")

    def remove(self, transfer_id: str) -> None:
        """Remove what has come of a file."""
        self._storage.remove(f"{PLACE}/{transfer_id}")

    def remove_strange(self, known: set[str], *, before: float) -> None:
        """Remove files that no transfer knows and that nobody has written to since a moment [s since 1970]."""
        for file in self._storage.locate(PLACE).glob("*"):
            if file.name not in known and file.stat().st_mtime < before:
                file.unlink(missing_ok=True)

    @contextmanager
    def alone_with(self, transfer_id: str) -> Iterator[BinaryIO]:
        """What has come of a file, open for more, and for nobody else's.

        Raises
        ------
        Locked
            if another piece is on its way
        Conflict
            if nothing is awaited any more
        """
        try:
            with self.place(transfer_id).open("r+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                yield file
        except BlockingIOError:
            raise Locked("Another piece of this upload is on its way; wait for it.") from None
        except FileNotFoundError:
            raise Conflict("This upload is whole already, or was given up.") from None

    def append(self, sent: BinaryIO, file: BinaryIO, most: int, checksum: Checksum | None) -> None:
        """Append a piece; one that has to be checked is laid aside first, so that nothing unchecked ever counts.

        Raises
        ------
        BadChecksum, InvalidInput
            if it is not what was sent, or more than ``most`` bytes; nothing of it stays
        """
        if checksum is None:
            _copy(sent, file, most)
            return
        with self._storage.workspace() as folder, (folder / "piece").open("w+b") as aside:
            _copy(sent, aside, most)
            aside.seek(0)
            if not checksum.fits(aside):
                raise BadChecksum(f"The piece is not what was sent: its {checksum.algorithm} is another.")
            aside.seek(0)
            shutil.copyfileobj(aside, file, PIECE)


def _copy(sent: BinaryIO, file: BinaryIO, most: int) -> None:
    """Append a piece to a file; what is longer than it may be is taken back."""
    begun, left = file.tell(), most
    while piece := sent.read(PIECE):
        left -= len(piece)
        if left < 0:
            file.truncate(begun)
            raise InvalidInput.of({"file": [f"{most} bytes are missing, and more were sent."]})
        file.write(piece)
