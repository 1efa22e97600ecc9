"""Messages as they come, for a stream of events.

The table is looked at a few times a second, which costs less than a millisecond: so it works alike over several
processes, with a broker and without one. Numbers of messages go up for each person (sending.py), so that a listener
who comes back with the last one that it saw misses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any

from backend.services.callers import Caller
from backend.services.messages.inbox import Inbox

LOOK_S = 0.4  # quicker than somebody types an answer
LONGEST_S = 600.0  # then the stream ends; the browser comes back with the last number that it saw
MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Event:
    """Something that happened; ``seen`` is the number to come back with."""

    kind: str
    seen: int
    told: dict[str, Any]


def follow(
    inbox: Inbox,
    caller: Caller,
    is_alive: Callable[[], bool],
    *,
    seen: int | None = None,
    clock: Callable[[], float] = monotonic,
    pause: Callable[[float], None] = sleep,
) -> Iterator[Event | None]:
    """Yield a greeting, each message to or from the caller from then on, changes of how many are unread, and None at
    each look that finds nothing new.

    ``seen`` is the number of the last message that the listener has: those after it come first. The stream ends when
    the caller's login does, or after ten minutes.
    """
    last = inbox.last(caller) if seen is None else seen
    unread = inbox.unread(caller)
    began = clock()
    yield Event("hello", last, {"unread": unread})
    while clock() - began < LONGEST_S and is_alive():
        happened: list[Event | None] = []
        for message in inbox.after(caller, last, size=MOST_AT_ONCE):
            last = message["id"]
            happened.append(Event("message", last, message))
        if (now := inbox.unread(caller)) != unread:
            unread = now
            happened.append(Event("unread", last, {"unread": unread}))
        yield from happened or [None]
        pause(LOOK_S)
