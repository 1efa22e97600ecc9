"""What a process apart may take, and how many of them run at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore

from backend.services.errors import Busy

# So many may be in a line, at work or waiting for their turn, each on a thread of the web's, of which half stay free
# (serving.py); and so long may one wait.
MOST_IN_LINE, PATIENCE_S = 16, 60.0
BUSY = "Many files are being checked; send it again in a moment."


class Line:
    """Where all stand that are at work or wait for it, however many kinds of work there are."""

    def __init__(self, most: int = MOST_IN_LINE) -> None:
        self.room = BoundedSemaphore(most)


class Places:
    """So many at a time, and a line before them: one of their own, or one for several kinds of work."""

    def __init__(self, at_once: int, line: Line | None = None) -> None:
        self._inside, self._line = BoundedSemaphore(at_once), line or Line()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a place and keep it until the block ends.

        Raises
        ------
        Busy
            if the line is full, or does not move
        """
        if not self._line.room.acquire(blocking=False):
            raise Busy(BUSY)
        try:
            if not self._inside.acquire(timeout=PATIENCE_S):
                raise Busy(BUSY)
            try:
                yield
            finally:
                self._inside.release()
        finally:
            self._line.room.release()


@dataclass(frozen=True)
class Budget:
    """What a check may take; ``places`` are how many of the kind run at a time."""

    cpu_s: int
    wall_s: float
    memory_bytes: int
    places: Places
