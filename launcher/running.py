"""Which studio runs in a data folder: a file that is locked while it does, and says where it answers."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

from backend.config import Settings
from launcher.console import Stop


@dataclass(frozen=True)
class Running:
    """A running studio: where it answers, its launcher's process, and the broker its processes use."""

    address: str
    process: int
    broker_url: str


@contextmanager
def only_one(settings: Settings) -> Iterator[TextIO]:
    """Hold the data folder, so that two studios never write into one; the file takes what ``tell`` writes.

    Raises
    ------
    Stop
        naming the one that runs there
    """
    settings.storage_dir.mkdir(parents=True, exist_ok=True)
    with _file(settings).open("a+", encoding="utf-8") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            there = find(settings)
            who = f": {there.address} (process {there.process})" if there else "; it is just starting"
            remedy = "Stop it with Ctrl-C, or start another one: python3 run.py --data FOLDER --port 8001"
            raise Stop(f"A studio already runs in {settings.storage_dir}{who}", remedy) from None
        held.truncate(0)
        yield held
        held.truncate(0)


def tell(held: TextIO, address: str, broker_url: str) -> None:
    """Say where the studio answers."""
    json.dump(asdict(Running(address, os.getpid(), broker_url)), held)
    held.flush()


def find(settings: Settings) -> Running | None:
    """The studio that runs in a data folder, if one does and has said so."""
    path = _file(settings)
    if not path.is_file():
        return None
    with path.open(encoding="utf-8") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            told = held.read()
            return Running(**json.loads(told)) if told else None
    return None


def _file(settings: Settings) -> Path:
    return settings.storage_dir / "run.lock"
