"""Log files: ``api.log``, ``tasks.log`` and ``worker.log``, each 5 MB x 5, each line with its request's or job's id."""

from __future__ import annotations

import fcntl
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Literal

from backend.config import Settings

MAX_BYTES = 5_000_000
KEPT = 5
LINE = "%(asctime)s.%(msecs)03dZ %(levelname)-7s [%(about)s] %(name)s: %(message)s"

_about: ContextVar[str] = ContextVar("about", default="-")


def setup(settings: Settings, name: Literal["api", "tasks", "worker"]) -> None:
    """Write what is logged from INFO up to ``<name>.log``, and warnings to the terminal too.

    May be called again: a process that becomes another one (a worker's child that runs a task) changes its file.
    """
    settings.log_dir.mkdir(parents=True, exist_ok=True)
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, (SharedLogFile, _Terminal))]:
        root.removeHandler(handler)
        handler.close()
    terminal = _Terminal()
    terminal.setLevel(logging.WARNING)
    for handler in (SharedLogFile(settings.log_dir / f"{name}.log"), terminal):
        handler.setFormatter(_line())
        handler.addFilter(_say_about)
        root.addHandler(handler)
    root.setLevel(logging.INFO)


def bind(**ids: str) -> None:
    """Name what the lines that follow are about, in this thread: ``bind(request_id="4f1c")``; nothing clears it."""
    _about.set(" ".join(f"{name.removesuffix('_id')} {value}" for name, value in ids.items()) or "-")


@contextmanager
def bound(**ids: str) -> Iterator[None]:
    """Name what the lines inside the block are about."""
    before = _about.get()
    bind(**ids)
    try:
        yield
    finally:
        _about.set(before)


class SharedLogFile(RotatingFileHandler):
    """A rotating file that several processes write to.

    The standard handler assumes that it alone renames the file. Here whoever finds the file full takes a lock first,
    and whoever finds that the file was renamed meanwhile opens the new one.
    """

    def __init__(self, path: Path, *, max_bytes: int = MAX_BYTES, kept: int = KEPT) -> None:
        super().__init__(path, maxBytes=max_bytes, backupCount=kept, encoding="utf-8")

    def shouldRollover(self, record: logging.LogRecord) -> bool:  # noqa: N802 - the standard library's name
        """Tell whether the line no longer fits, after following a rename."""
        if not self._is_current():
            self._reopen()
        return bool(super().shouldRollover(record))

    def doRollover(self) -> None:  # noqa: N802 - the standard library's name
        """Rename the files, unless another process has just done so."""
        with Path(f"{self.baseFilename}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self._is_current():
                super().doRollover()
            else:
                self._reopen()

    def _is_current(self) -> bool:
        try:
            there = Path(self.baseFilename).stat()
        except FileNotFoundError:
            return False
        return self.stream is not None and os.path.samestat(os.fstat(self.stream.fileno()), there)

    def _reopen(self) -> None:
        if self.stream:
            self.stream.close()
        self.stream = self._open()


class _Terminal(logging.StreamHandler):  # type: ignore[type-arg]
    """Standard error; a class of its own so that a second ``setup`` finds it.

    RQ says with a traceback that its broker is gone. The file keeps that; people read our own line about it.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Let through what is for people."""
        return not record.name.startswith("rq.") and bool(super().filter(record))


def _line() -> logging.Formatter:
    formatter = logging.Formatter(LINE, datefmt="%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    return formatter


def _say_about(record: logging.LogRecord) -> bool:
    record.about = _about.get()
    return True
