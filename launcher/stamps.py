"""Stamps: what a step was last done for, so that it is done again only when that changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(files: Iterable[Path], *more: str) -> str:
    """Identify the contents of files, in the order of their names, together with a few words."""
    seen = hashlib.sha256("\0".join(more).encode())
    for file in sorted(files):
        seen.update(f"\0{file.name}\0".encode() + file.read_bytes())
    return seen.hexdigest()


class Stamp:
    """A small file that remembers one digest."""

    def __init__(self, folder: Path, name: str) -> None:
        self._file = folder / f"{name}.stamp"

    def is_for(self, wanted: str) -> bool:
        return self._file.is_file() and self._file.read_text(encoding="utf-8") == wanted

    def set(self, done: str) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(done, encoding="utf-8")
