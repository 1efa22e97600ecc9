"""What the launcher says: one calm line a step, and for what is missing, what to type.

It says so on standard error: standard output belongs to commands with a result, such as `compose`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Stop(Exception):
    """The launcher cannot go on: what is missing, and what a person can type about it."""

    def __init__(self, missing: str, remedy: str = "") -> None:
        super().__init__(f"{missing}\n{remedy}" if remedy else missing)


def say(line: str) -> None:
    """Print one line, at once and whole, even while other threads print theirs."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


@contextmanager
def step(what: str, weighed: Path | None = None) -> Iterator[None]:
    """Time a step and say so when it is done, with the size of what it made."""
    start = time.monotonic()
    yield
    size = f"{megabytes(weighed):8.0f} MB" if weighed else ""
    say(f"  {what:<44}{time.monotonic() - start:6.1f} s{size}")


def megabytes(path: Path) -> float:
    """The size of a file or of all files in a folder."""
    files = [path] if path.is_file() else path.rglob("*")
    return sum(file.lstat().st_size for file in files if not file.is_dir()) / 1e6
