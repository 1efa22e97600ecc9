"""What networks gave, kept by what they were given: a run with the same inputs is not made again.

So a change of one curve runs only what depends on it, and networks whose noise cannot be seeded (``noise``) repeat
themselves all the same.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Protocol
from uuid import uuid4
from zipfile import BadZipFile

import numpy as np

from backend.studio.voice.diffsinger.networks import Network, Tensors

# Raised when networks are fed or seeded in another way.
VERSION = 1
# About two hours of singing: a second has 44 kB of mel, 176 kB of sound and some curves.
CAPACITY_BYTES = 2**31
# Looked through each time this share of the capacity was written.
TIDY_SHARE = 32
LEFT_OVER_S = 3600.0


class Keep(Protocol):
    """Somewhere that outputs are kept."""

    def get(self, key: str, run: Callable[[], Tensors]) -> Tensors:
        """What is kept under a key, else what a run gives now."""


class Nothing:
    """Keeps nothing."""

    def get(self, _key: str, run: Callable[[], Tensors]) -> Tensors:
        """Run."""
        return run()


class Folder:
    """Keeps outputs in a folder of up to ``capacity_bytes``; several processes may share it."""

    def __init__(self, folder: Path, *, capacity_bytes: int = CAPACITY_BYTES) -> None:
        self._folder, self._capacity, self._written = folder, capacity_bytes, 0

    def get(self, key: str, run: Callable[[], Tensors]) -> Tensors:
        """What is kept under a key, else what a run gives now and is kept from now on."""
        path = self._folder / f"{key}.npz"
        found = _read(path)
        if found is None:
            found = run()
            self._put(path, found)
        return found

    def tidy(self) -> None:
        """Remove what was used longest ago until the rest fits, and what writers that were killed left behind."""
        files = sorted(_files(self._folder), reverse=True)
        newest, room = files[0][0] if files else 0.0, self._capacity
        for used, size, path in files:
            room -= size
            if room < 0 or (path.suffix == ".part" and used < newest - LEFT_OVER_S):
                path.unlink(missing_ok=True)

    def _put(self, path: Path, found: Tensors) -> None:
        beside = path.with_name(f".{uuid4().hex}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as file:
                np.savez(file, allow_pickle=False, **found)
            self._written += beside.stat().st_size
            beside.replace(path)
        except OSError:
            # A full disk must not end a song.
            with suppress(OSError):
                beside.unlink(missing_ok=True)
        if self._written > self._capacity / TIDY_SHARE:
            self._written = 0
            self.tidy()


def key(network: Network, feeds: Tensors, seed: int | None) -> str:
    """The name of a run: the network, what it runs on, all that it is given, and which of several takes it is."""
    found = hashlib.blake2b(f"{VERSION} {network.digest} {network.provider} {seed}".encode(), digest_size=20)
    for name in sorted(feeds):
        value = np.ascontiguousarray(feeds[name])
        found.update(f" {name} {value.dtype.str} {value.shape} ".encode())
        found.update(value.tobytes())
    return found.hexdigest()


def _read(path: Path) -> Tensors | None:
    """What a file holds; None if there is none, or it is broken."""
    try:
        with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as file:
            found = {name: file[name] for name in file.files}
        os.utime(path)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None
    return found


def _files(folder: Path) -> Iterator[tuple[float, int, Path]]:
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):
            about = path.stat()
            yield about.st_mtime, about.st_size, path
