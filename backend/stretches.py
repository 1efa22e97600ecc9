"""A stretch of a file as an answer: whoever serves it may send it from the file itself, without a thread that waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PIECE = 2**16


@dataclass(frozen=True)
class Stretch:
    """``length`` bytes of a file from ``start`` on; as an iterable it gives them piece by piece."""

    place: Path
    start: int
    length: int

    def __iter__(self) -> Iterator[bytes]:
        left = self.length
        with self.place.open("rb") as file:
            file.seek(self.start)
            while left > 0 and (piece := file.read(min(left, PIECE))):
                left -= len(piece)
                yield piece
