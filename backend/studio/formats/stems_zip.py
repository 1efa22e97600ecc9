"""All stems in one archive that is never whole anywhere: it is sent while it is read, a little at a time.

The stems are compressed already, so they are stored as they are, and the length of the archive is known beforehand.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

BLOCK = 2**18
# The parts of an archive whose entries are followed by their sums (APPNOTE 6.3.10, 4.3.7, 4.3.9, 4.3.12 and 4.3.16).
LOCAL, DESCRIPTOR, CENTRAL, END = 30, 16, 46, 22


@dataclass(frozen=True)
class Entry:
    """A file and its name in the archive."""

    name: str
    path: Path


def stream(entries: Sequence[Entry], *, at: datetime) -> Iterator[bytes]:
    """Give an archive piece by piece; ``at`` is the time that its entries bear."""
    sink = _Sink()
    # The sink cannot be sought, so that each entry is followed by its sum and nothing is written twice.
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for entry in entries:
            about = zipfile.ZipInfo(entry.name, at.timetuple()[:6])
            about.file_size = entry.path.stat().st_size
            about.external_attr = 0o644 << 16
            with archive.open(about, "w") as place, entry.path.open("rb") as file:
                while block := file.read(BLOCK):
                    place.write(block)
                    yield sink.drain()
    yield sink.drain()


def length(entries: Sequence[Entry]) -> int:
    """How many bytes the archive of some entries has, each under 2 GB."""
    names = sum(len(entry.name.encode()) for entry in entries)
    sizes = sum(entry.path.stat().st_size for entry in entries)
    return sizes + 2 * names + len(entries) * (LOCAL + DESCRIPTOR + CENTRAL) + END


class _Sink:
    """Takes what is written until it is drained."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes, /) -> int:
        """Keep a piece."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Do nothing: what was written waits to be drained."""

    def close(self) -> None:
        """Do nothing: the archive ends by itself."""

    def drain(self) -> bytes:
        """Give what was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
