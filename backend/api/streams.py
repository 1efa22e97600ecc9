"""Streams of events. Each one holds a thread, so half of the threads at most may stream, and a few for one caller.

Pages that listen to messages are open all day: they have half of the places at most, so that jobs can be followed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from threading import Lock

from flask import Response, current_app

from backend.api.identity import counted_as
from backend.services.errors import Busy

# gunicorn runs 32 threads a process; measured, plain requests stay quick while 16 of them stream.
PLACES = 16
# A page follows one job; a few pages may be open.
PLACES_EACH = 4
JOBS, MESSAGES = "jobs", "messages"
PLACES_OF = {JOBS: PLACES, MESSAGES: PLACES // 2}
INSTEAD = {
    JOBS: "ask for the job itself every two seconds instead.",
    MESSAGES: "ask for /api/messages/?after= every few seconds instead.",
}


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


def answer(events: Iterator[str], *, kind: str = JOBS) -> Response:
    """Stream events; what is wrong before the first one is refused as for any request."""
    places: Places = current_app.extensions["streams"]
    who = counted_as()
    places.take(who, kind)
    try:
        first = next(events, "")
    except BaseException:
        places.leave(who, kind)
        raise
    response = Response(_flow(first, events), mimetype="text/event-stream")
    response.headers.update({"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
    response.call_on_close(partial(places.leave, who, kind))
    return response


def _flow(first: str, rest: Iterator[str]) -> Iterator[str]:
    with closing(rest):  # type: ignore[type-var]
        yield first
        yield from rest
