"""Listens: a song that somebody begins counts once, until the longest song would be over."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from backend.services.songs import Songs
from backend.studio.brief import MAX_SECONDS

# Players ask for the beginning several times: to see how long a file is, and after each seek back.
WINDOW = timedelta(seconds=MAX_SECONDS)


class Listens:
    """Counts who begins to hear what; each process by itself, as a listen is seldom spread over two."""

    def __init__(self, songs: Songs, *, clock: Callable[[], datetime]) -> None:
        self._songs, self._clock = songs, clock
        self._lately: OrderedDict[tuple[int, str], datetime] = OrderedDict()
        self._guard = Lock()

    def begin(self, song_id: int, listener: str) -> None:
        """Count a listen, unless this listener began the same song a moment ago."""
        now, who = self._clock(), (song_id, listener)
        with self._guard:
            while self._lately and next(iter(self._lately.values())) <= now - WINDOW:
                self._lately.popitem(last=False)
            if who in self._lately:
                return
            self._lately[who] = now
        self._songs.count_play(song_id)
