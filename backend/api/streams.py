"""Streams of events. Each one holds a thread, so half of the threads at most may stream, and a few for one caller.

Pages that listen to messages are open all day: they have half of the places at most, so that jobs can be followed.
A page that is left gives its place back at the next look, or reloading it a few times would take them all.
"""

from __future__ import annotations

import select
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from itertools import chain
from threading import Lock
from time import monotonic
from typing import TypeVar

from flask import Response, current_app, request

from backend.api.identity import counted_as
from backend.services.errors import Busy

# gunicorn runs 32 threads a process; measured, plain requests stay quick while 16 of them stream.
PLACES = 16
# A page follows one job; a few pages may be open.
PLACES_EACH = 4
# A stream that is silent for longer is cut by proxies.
QUIET_S = 10.0
JOBS, MESSAGES = "jobs", "messages"
PLACES_OF = {JOBS: PLACES, MESSAGES: PLACES // 2}
INSTEAD = {
    JOBS: "ask for the job itself every two seconds instead.",
    MESSAGES: "ask for /api/messages/?after= every few seconds instead.",
}


Event = TypeVar("Event")


class Places:
    """A limited number of places, and of places for one caller."""

    def __init__(self, number: int = PLACES, each: int = PLACES_EACH) -> None:
        self._number, self._each = number, each
        self._taken, self._kinds, self._guard = Counter[str](), Counter[str](), Lock()

    def take(self, who: str, kind: str = JOBS) -> None:
        """Take a place for a kind of stream.

        Raises
        ------
        Busy
            if all are taken, or this caller has enough
        """
        with self._guard:
            if self._taken[who] >= self._each:
                raise Busy(f"You follow {self._each} streams, as many as one may; {INSTEAD[kind]}")
            if self._taken.total() >= self._number or self._kinds[kind] >= PLACES_OF[kind]:
                raise Busy(f"All streams are taken; {INSTEAD[kind]}")
            self._taken[who] += 1
            self._kinds[kind] += 1

    def leave(self, who: str, kind: str = JOBS) -> None:
        """Give the place back."""
        with self._guard:
            self._taken[who] -= 1
            self._kinds[kind] -= 1
            self._taken += Counter()  # forgets those who have none


def answer(happening: Iterator[Event | None], told: Callable[[Event], str], *, kind: str = JOBS) -> Response:
    """Stream what happens, None where nothing did for a moment; what is wrong before the first is refused as usual.

    Parameters
    ----------
    told : an event in the words of the protocol
    """
    places: Places = current_app.extensions["streams"]
    who = counted_as()
    places.take(who, kind)
    try:
        first = next(happening, None)
    except BaseException:
        places.leave(who, kind)
        raise
    listener = request.environ.get("gunicorn.socket")
    response = Response(_flow(first, happening, told, listener), mimetype="text/event-stream")
    response.headers.update({"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
    response.call_on_close(partial(places.leave, who, kind))
    return response


def _flow(
    first: Event | None,
    rest: Iterator[Event | None],
    told: Callable[[Event], str],
    listener: socket.socket | None,
) -> Iterator[str]:
    spoke = monotonic()
    with closing(rest):  # type: ignore[type-var]
        for event in chain([first], rest):
            if event is not None:
                yield told(event)
            elif listener and _has_left(listener):
                return
            elif monotonic() - spoke >= QUIET_S:
                yield ": still here\n\n"
            else:
                continue
            spoke = monotonic()


def _has_left(listener: socket.socket) -> bool:
    """Whether the other end is closed: it says so where it would else say nothing."""
    look = select.poll()
    look.register(listener, select.POLLIN)
    try:
        return bool(look.poll(0)) and not listener.recv(1, socket.MSG_PEEK)
    except OSError:
        return True
