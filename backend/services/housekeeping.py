"""What is swept up in passing: workspaces of the dead at every sweep, what has had its time once an hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from backend.db.session import Database
from backend.services.shelf import Shelf
from backend.services.songs import Songs
from backend.services.trial import Trial
from backend.storage.local import LocalStorage

HOUR = timedelta(hours=1)


class Housekeeping:
    """Tidies up; a worker calls it, so that no request waits for it."""

    def __init__(
        self,
        database: Database,
        storage: LocalStorage,
        songs: Songs,
        trial: Trial,
        shelf: Shelf,
        *,
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self._storage, self._songs, self._trial = database, storage, songs, trial
        self._shelf, self._clock = shelf, clock
        self._next: datetime | None = None

    def tidy(self) -> None:
        """Sweep up what is due."""
        self._storage.tidy()
        now = self._clock()
        if self._next is None or now >= self._next:
            self._next = now + HOUR
            self._songs.empty_trash()
            self._shelf.tidy(now)
            with self._database.transaction() as session:
                self._trial.tidy(session)
