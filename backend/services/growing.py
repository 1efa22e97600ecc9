"""Files that are read while they are written, by whichever process.

Whoever writes one holds a lock on it, which ends with the process however that ends. It is taken for finished once
nobody may write to it any more; a file that is neither locked nor finished was left behind.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from math import inf
from pathlib import Path

PIECE = 2**16
# How often one looks for more: seldom against what a piece of sound lasts, often against what somebody notices.
LOOK_S = 0.01
WRITABLE, FINISHED = 0o600, 0o400


class Broken(Exception):
    """Whoever wrote the file went before it was finished."""


def begin(place: Path) -> int | None:
    """Make the file and hold it for writing; None if somebody else does so already."""
    fresh = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
    place.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL, WRITABLE)
    try:
        # The name appears with the lock on it, so that nobody takes the file for one that was left behind.
        fcntl.flock(file, fcntl.LOCK_EX)
        os.link(fresh, place)
    except FileExistsError:
        os.close(file)
        return None
    finally:
        fresh.unlink()
    return file


def finish(file: int, place: Path, target: Path) -> None:
    """Call a file finished and give it its name; who reads it goes on reading."""
    target.parent.mkdir(parents=True, exist_ok=True)
    # Whoever finds it there finds all of it; only then do those who follow it hear that nothing more comes.
    place.rename(target)
    os.fchmod(file, FINISHED)
    os.close(file)


def give_up(file: int, place: Path) -> None:
    """Let go of a file that will not be finished."""
    place.unlink(missing_ok=True)
    os.close(file)


def remove_left(place: Path, *, before_s: float = inf) -> None:
    """Remove a file that nobody writes and nobody finished, if it was written to last before a moment.

    It is held while it goes: of two who find it, neither removes what the other has begun at its place.
    """
    with suppress(FileNotFoundError, BlockingIOError), place.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        about = os.fstat(file.fileno())
        if about.st_mtime < before_s and not _is_finished(file.fileno()) and os.path.samestat(about, place.stat()):
            place.unlink()


class Growing:
    """Somebody's place in a file that grows."""

    def __init__(self, file: int, gone: Callable[[], None] | None = None) -> None:
        self._file, self._gone = file, gone

    @classmethod
    def open(cls, place: Path, gone: Callable[[], None] | None = None) -> Growing:
        """Open a file to read along; ``gone`` is called when its reader lets go of it.

        Raises
        ------
        FileNotFoundError
            if it is not there, or not any more
        """
        return cls(os.open(place, os.O_RDONLY), gone)

    def wait(self, is_enough: Callable[[int], bool], patience_s: float) -> bool:
        """Wait until there are enough bytes, or all there will be; False if that takes longer.

        Raises
        ------
        Broken
            if the file will not be finished
        """
        until = time.monotonic() + patience_s
        while not (self.is_finished() or is_enough(self.size())):
            if time.monotonic() > until:
                return False
            self._check()
            time.sleep(LOOK_S)
        return True

    def size(self) -> int:
        """How many bytes there are by now."""
        return os.fstat(self._file).st_size

    def is_finished(self) -> bool:
        """Whether no more will come."""
        return _is_finished(self._file)

    def pieces(self) -> Iterator[bytes]:
        """What there is from the beginning, and what comes until the file is finished."""
        at = 0
        while True:
            is_all = self.is_finished()
            while piece := os.pread(self._file, PIECE, at):
                yield piece
                at += len(piece)
            if is_all:
                return
            self.wait(lambda size, at=at: size > at, float("inf"))  # type: ignore[misc]

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._file)
        if self._gone:
            self._gone()

    def _check(self) -> None:
        if not _is_held(self._file) and not self.is_finished():
            raise Broken


def _is_finished(file: int) -> bool:
    return not os.fstat(file).st_mode & 0o200


def _is_held(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(file, fcntl.LOCK_UN)
    return False
