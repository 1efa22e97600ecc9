"""Turns: quick reads go through two at a time, first come first served.

Python runs one thread at a time. Measured with 32 connections: letting all of them compete doubles the work of each
read and lets some wait ten times as long as others; in turns, the slowest waits about twice as long as the typical one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# One to use the processor while another waits for the disk.
AT_A_TIME = 2
# Reads that send files or wait for something hold no turn.
SLOW_ENDINGS = ("/events", "/play", "/download", "/stream", "/getCoverArt")
FILES = "/downloads/"


class Turns:
    """A number of places and a queue before them; whoever leaves hands the place to the first in the queue."""

    def __init__(self, places: int) -> None:
        self._free, self._queue, self._guard = places, deque[Lock](), Lock()

    def __enter__(self) -> None:
        with self._guard:
            if self._free:
                self._free -= 1
                return
            turn = Lock()
            turn.acquire()
            self._queue.append(turn)
        turn.acquire()

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        with self._guard:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._free += 1


def in_turns(serve: WSGIApplication, places: int = AT_A_TIME) -> WSGIApplication:
    """Let quick reads of an application take turns."""
    turns = Turns(places)

    def take_turns(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not is_quick_read(environ["REQUEST_METHOD"], environ["PATH_INFO"]):
            return serve(environ, start_response)
        with turns:
            return serve(environ, start_response)

    return take_turns


def is_quick_read(method: str, path: str) -> bool:
    """Whether a request only asks for a small answer out of the database."""
    if method != "GET" or not path.startswith(("/api/", "/rest/")):
        return False
    return FILES not in path and not path.rstrip("/").removesuffix(".view").endswith(SLOW_ENDINGS)
