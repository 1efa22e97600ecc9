"""Ending what networks do on other threads: a phrase may take seconds, and who called it off waits for none of them.

A run that was ended raises `Cancelled` as soon as the node that it was at is done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event, Lock, Thread
from typing import Any

import numpy as np

from backend.studio.errors import Cancelled
from backend.studio.voice.runtime import onnx
from backend.studio.voice.singer import IsCancelled

LOOK_S = 0.1
CANCELLED = "Cancelled while singing."


class Stop:
    """All runs that are under way for one piece of work, and the way to end them."""

    def __init__(self) -> None:
        self.is_on = False
        self._runs: set[Any] = set()
        self._guard = Lock()

    def end(self) -> None:
        """End what runs; what is begun after this ends at once."""
        with self._guard:
            self.is_on = True
            for options in self._runs:
                options.terminate = True

    @contextmanager
    def run(self) -> Iterator[Any]:
        """Give the options of one run.

        Raises
        ------
        Cancelled
            if it was ended
        """
        options = onnx().RunOptions()
        with self._guard:
            if self.is_on:
                raise Cancelled(CANCELLED)
            self._runs.add(options)
        try:
            yield options
        except Exception as error:
            if self.is_on:
                raise Cancelled(CANCELLED) from error
            raise
        finally:
            with self._guard:
                self._runs.discard(options)


_present: ContextVar[Stop | None] = ContextVar("stop", default=None)


@contextmanager
def stoppable(cancelled: IsCancelled) -> Iterator[Stop]:
    """Look every tenth of a second whether work was called off while the block runs."""
    stop, is_done = Stop(), Event()

    def watch() -> None:
        while not is_done.wait(LOOK_S):
            if cancelled():
                stop.end()
                return

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield stop
    finally:
        is_done.set()
        watcher.join()


@contextmanager
def under(stop: Stop) -> Iterator[None]:
    """Let the networks that this thread runs in the block be ended by a stop."""
    token = _present.set(stop)
    try:
        yield
    finally:
        _present.reset(token)


def look() -> None:
    """Go on, unless the work that this thread does was called off.

    Raises
    ------
    Cancelled
        if it was
    """
    stop = _present.get()
    if stop is not None and stop.is_on:
        raise Cancelled(CANCELLED)


def run(session: Any, feeds: dict[str, np.ndarray]) -> Sequence[Any]:
    """Run a network once: all outputs, in their order.

    Raises
    ------
    Cancelled
        if the work that it is for was called off
    """
    stop = _present.get()
    if stop is None:
        found: Sequence[Any] = session.run(None, feeds)
        return found
    with stop.run() as options:
        return list(session.run(None, feeds, options))
