"""What a process apart may take, and how many of them run at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore

from backend.services.errors import Busy

# So many may wait for their turn, each on a thread of the web's, of which half stay free (serving.py), and so long.
MOST_WAITING, PATIENCE_S = 14, 60.0
BUSY = "Many files are being checked; send it again in a moment."


class Places:
    """So many at a time, and a line before them."""

    def __init__(self, at_once: int, waiting: int = MOST_WAITING) -> None:
        self._inside, self._all = BoundedSemaphore(at_once), BoundedSemaphore(at_once + waiting)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a place and keep it until the block ends.

        Raises
        ------
        Busy
            if the line is full, or does not move
        """
        if not self._all.acquire(blocking=False):
            raise Busy(BUSY)
        try:
            if not self._inside.acquire(timeout=PATIENCE_S):
                raise Busy(BUSY)
            try:
                yield
            finally:
                self._inside.release()
        finally:
            self._all.release()


@dataclass(frozen=True)
class Budget:
    """What a check may take; ``places`` are how many of the kind run at a time."""

    cpu_s: int
    wall_s: float
    memory_bytes: int
    places: Places
