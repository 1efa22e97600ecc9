"""Streams of events. Each one holds a thread, so half of the threads at most may stream."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from threading import BoundedSemaphore

from flask import Response, current_app

from backend.services.errors import Busy

# gunicorn runs 32 threads a process; measured, plain requests stay quick while 16 of them stream.
PLACES = 16


class Places:
    """A limited number of places."""

    def __init__(self, number: int = PLACES) -> None:
        self._free = BoundedSemaphore(number)

    def take(self) -> None:
        """Take a place.

        Raises
        ------
        Busy
            if all are taken
        """
        if not self._free.acquire(blocking=False):
            raise Busy("All streams are taken; ask for the job itself every two seconds instead.")

    def leave(self) -> None:
        """Give the place back."""
        self._free.release()


def answer(events: Iterator[str]) -> Response:
    """Stream events; what is wrong before the first one is refused as for any request."""
    places: Places = current_app.extensions["streams"]
    places.take()
    try:
        first = next(events, "")
    except BaseException:
        places.leave()
        raise
    response = Response(_flow(first, events), mimetype="text/event-stream")
    response.headers.update({"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
    response.call_on_close(places.leave)
    return response


def _flow(first: str, rest: Iterator[str]) -> Iterator[str]:
    with closing(rest):  # type: ignore[type-var]
        yield first
        yield from rest
