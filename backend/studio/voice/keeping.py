"""Phrases that were sung, kept in a folder: what is sung again with nothing changed is only read.

A file is called after all that goes into a phrase - the singer's version, the notes, words and touches, the manner, the
seed - so it is never out of date, and whoever finds one may use it. Files appear whole or not at all, and carry a sum
of what they hold; several processes may share a folder. When there is no more room, those go that nobody used for the
longest time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import numpy as np

from backend.studio.voice.phrase import Phone, Phrase, Sung
from backend.studio.voice.singer import Singer

# Raised when a file is written in another way, or when all singers come to sing in another way.
VERSION = 2
MAGIC = b"MSPH"
# About 100 minutes of singing; a minute is 10.6 MB.
CAPACITY_BYTES = 1 << 30
# What is half written this long before the newest file is left over from a process that was killed.
LEFT_OVER_S = 3600.0


class Keep(Protocol):
    """Somewhere that phrases are kept."""

    def get(self, singer: Singer, phrase: Phrase, sing: Callable[[], Sung]) -> Sung:
        """The phrase as it was kept, else as it is sung now."""

    def tidy(self) -> None:
        """Make room for what comes next."""


class Nothing:
    """Keeps nothing."""

    def get(self, _singer: Singer, _phrase: Phrase, sing: Callable[[], Sung]) -> Sung:
        """Sing."""
        return sing()

    def tidy(self) -> None:
        """Nothing is kept that could take room."""


class Folder:
    """Keeps phrases in a folder of up to ``capacity_bytes``."""

    def __init__(self, folder: Path, *, capacity_bytes: int = CAPACITY_BYTES) -> None:
        self._folder, self._capacity = folder, capacity_bytes

    def get(self, singer: Singer, phrase: Phrase, sing: Callable[[], Sung]) -> Sung:
        """The phrase as it was kept, else as it is sung now and kept from now on."""
        path = self._folder / f"{key(singer, phrase)}.sung"
        found = _read(path)
        if found is None:
            found = sing()
            self._put(path, found)
        return found

    def _put(self, path: Path, sung: Sung) -> None:
        # Two who sing the same at once each write a file of their own; the second takes the place of the first.
        beside = path.with_name(f".{uuid4().hex}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(_packed(sung))
            beside.replace(path)
        except OSError:
            # A full disk must not end a song: what cannot be kept is sung again the next time.
            with suppress(OSError):
                beside.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Remove what was used longest ago until the rest fits, and what writers that were killed left behind."""
        files = sorted(_files(self._folder), reverse=True)
        newest, room = files[0][0] if files else 0.0, self._capacity
        for used, size, path in files:
            room -= size
            if room < 0 or (path.suffix == ".part" and used < newest - LEFT_OVER_S):
                path.unlink(missing_ok=True)


def key(singer: Singer, phrase: Phrase) -> str:
    """The name of a phrase as a singer sings it."""
    told = [VERSION, singer.voice.id, singer.version, asdict(phrase)]
    return hashlib.blake2b(json.dumps(told, sort_keys=True).encode(), digest_size=20).hexdigest()


def _packed(sung: Sung) -> bytes:
    """Magic, the length of the head, the head as JSON, and the sound as float32, little-endian."""
    audio = np.ascontiguousarray(sung.audio, "<f4").tobytes()
    phones = [[phone.symbol, phone.on_s, phone.off_s, phone.note] for phone in sung.phones]
    head = json.dumps({"start_s": sung.start_s, "phones": phones, "sum": _sum(audio)}).encode()
    return b"".join((MAGIC, len(head).to_bytes(4, "little"), head, audio))


def _read(path: Path) -> Sung | None:
    """What a file holds; None if there is none, or it is broken."""
    try:
        content = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    try:
        return _unpacked(content)
    except (ValueError, KeyError, TypeError):
        return None


def _unpacked(content: bytes) -> Sung | None:
    length = int.from_bytes(content[4:8], "little")
    head: dict[str, Any] = json.loads(content[8 : 8 + length])
    audio = content[8 + length :]
    if content[:4] != MAGIC or head["sum"] != _sum(audio):
        return None
    phones = tuple(Phone(*row) for row in head["phones"])
    return Sung(np.frombuffer(audio, "<f4").astype(np.float32), head["start_s"], phones)


def _sum(audio: bytes) -> str:
    return hashlib.blake2b(audio, digest_size=8).hexdigest()


def _files(folder: Path) -> list[tuple[float, int, Path]]:
    """The files of a folder: when they were used, and their sizes; what goes meanwhile is passed over."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        try:
            about = path.stat()
        except FileNotFoundError:
            continue
        found.append((about.st_mtime, about.st_size, path))
    return found
