"""Songs in smaller forms: made when somebody asks, heard while they are made, and kept for the next.

All who ask for a whole song at once, of whatever process, hear the same making; who goes away leaves it to be finished.
What begins later in a song is made for its one listener, and ends with them: there are as many of those as seconds.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from threading import BoundedSemaphore, Event, Thread

from backend.services import growing
from backend.services.errors import Busy, Conflict
from backend.services.growing import Broken, Growing
from backend.services.shelf import Shelf
from backend.storage.local import LocalStorage
from backend.studio.errors import StudioError
from backend.studio.formats import streams
from backend.studio.formats.streams import Form

logger = logging.getLogger(__name__)

PLACE, MAKING = "streams", "streams.making"
# About a thousand three-minute songs at 128 kbit/s.
CAPACITY_BYTES = 3_000_000_000
# More at a time in one process would only make each other late.
AT_ONCE = 2
# So many may be made or wait for that in one process, whole songs and parts apart: nobody who seeks keeps out others.
MOST_SONGS, MOST_PARTS = 8, 4
# A making that was begun so lately may not be held yet.
BEGINS_S = 60.0
# For the first bytes, and for a making that somebody needs whole: ten minutes of music take some 20 s.
PATIENCE_S, WHOLE_S = 10.0, 60.0

Encode = Callable[[Path, int, Form, float, Callable[[], bool]], None]
"""``encode(source, target, form, start_s, is_wanted)``: write a song in a form to an open file, while it is wanted."""
MANY = "Many songs are being encoded; ask again in a moment."


@dataclass(frozen=True)
class _Making:
    """A making under way at a ``place``, for a ``name`` on the shelf; with ``gone`` set nobody wants it any more."""

    place: Path
    name: str
    line: BoundedSemaphore
    write: Callable[[int], None]
    gone: Event = field(default_factory=Event)
    ends_with_listener: bool = False


class Transcodes:
    """Makes songs smaller."""

    def __init__(self, storage: LocalStorage, encode: Encode, *, capacity_bytes: int = CAPACITY_BYTES) -> None:
        self._storage, self._encode = storage, encode
        self._shelf = Shelf(storage, place=PLACE, capacity_bytes=capacity_bytes)
        self._places = BoundedSemaphore(AT_ONCE)
        self._songs, self._parts = BoundedSemaphore(MOST_SONGS), BoundedSemaphore(MOST_PARTS)

    def get(
        self, source: Path, sha256: str, form: Form, *, start_s: float = 0.0, is_whole: bool = False
    ) -> Path | Growing:
        """A song in a form: the file, or one that grows and has something in it already.

        Parameters
        ----------
        source : where the sound lies, and ``sha256``, of what bytes it is
        start_s : from where on
        is_whole : wait for the file, because only a part of it is wanted

        Raises
        ------
        Busy
            if that would take too long, since others are being made
        Conflict
            if it does not work out, as the log says
        """
        name = _name(sha256, form, start_s)
        is_broken = False
        for _ in range(3):
            if kept := self._shelf.find(name):
                return kept
            following = (
                self._begin_part(name, lambda target, is_wanted: self._encode(source, target, form, start_s, is_wanted))
                if start_s
                else self._follow(name, lambda target: self._encode(source, target, form, 0.0, lambda: True))
            )
            try:
                is_ready = following.wait(
                    (lambda _size: False) if is_whole else bool, WHOLE_S if is_whole else PATIENCE_S
                )
            except Broken:
                following.close()
                if is_broken:
                    raise Conflict("The song could not be encoded; the log of the studio says why.") from None
                # Perhaps whoever made it was ended, and not by the song: it is made anew once.
                is_broken = True
                continue
            if not is_ready:
                following.close()
                raise Busy(MANY)
            if not following.is_finished():
                return following
            following.close()
        raise Busy("The song was encoded and is gone again; ask again in a moment.")

    def tidy(self, now: datetime) -> None:
        """Remove what was left behind, what nobody used for long, and what there is no room for."""
        for place in self._storage.locate(MAKING).glob("*"):
            growing.remove_left(place, before_s=now.timestamp() - BEGINS_S)
        self._shelf.tidy(now)
        self._shelf.make_room()

    def _follow(self, name: str, write: Callable[[int], None]) -> Growing:
        """Read along in a making that is under way, or begin one."""
        place = self._storage.locate(f"{MAKING}/{name}")
        while True:
            growing.remove_left(place)
            with suppress(FileNotFoundError):
                return Growing.open(place)
            if following := self._begin(_Making(place, name, self._songs, write)):
                return following

    def _begin_part(self, name: str, write: Callable[[int, Callable[[], bool]], None]) -> Growing:
        """Begin a making for one listener; once they are gone it ends and nothing is kept of it."""
        gone = Event()
        place = self._storage.locate(f"{MAKING}/{token_hex(4)}.{name}")
        following = self._begin(
            _Making(place, name, self._parts, lambda file: write(file, lambda: not gone.is_set()), gone, True)
        )
        if following is None:
            raise Busy(MANY)
        return following

    def _begin(self, making: _Making) -> Growing | None:
        """Take a place in the line of a making and begin it there; None if somebody else did so meanwhile."""
        if not making.line.acquire(blocking=False):
            raise Busy(MANY)
        try:
            if (file := growing.begin(making.place)) is None:
                making.line.release()
                return None
            following = Growing.open(making.place, making.gone.set if making.ends_with_listener else None)
            Thread(target=self._make, args=(file, making), daemon=True).start()
        except BaseException:
            making.line.release()
            raise
        return following

    def _make(self, file: int, making: _Making) -> None:
        target = self._storage.locate(f"{PLACE}/{making.name}")
        try:
            with self._places:
                if not making.gone.is_set():
                    making.write(file)
            if making.gone.is_set():
                growing.give_up(file, making.place)
                return
            growing.finish(file, making.place, target)
        except Exception as wrong:
            growing.give_up(file, making.place)
            logger.error("A song could not be encoded", exc_info=None if isinstance(wrong, StudioError) else wrong)
            return
        finally:
            making.line.release()
        self._shelf.make_room(target)


def _name(sha256: str, form: Form, start_s: float) -> str:
    made_of = f"{streams.VERSION} {sha256} {form.name} {start_s:.3f}"
    return f"{hashlib.sha256(made_of.encode()).hexdigest()[:40]}.{form.kind}"
