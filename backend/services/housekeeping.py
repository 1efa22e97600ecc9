"""What is swept up in passing: some of it at every sweep, what has had its time once an hour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

HOUR = timedelta(hours=1)

Sweep = Callable[[], object]


class Housekeeping:
    """Tidies up; a worker calls it, so that no request waits for it."""

    def __init__(self, *, often: Sequence[Sweep], hourly: Sequence[Sweep], clock: Callable[[], datetime]) -> None:
        self._often, self._hourly, self._clock = often, hourly, clock
        self._next: datetime | None = None

    def tidy(self) -> None:
        """Sweep up what is due."""
        for sweep in self._often:
            sweep()
        now = self._clock()
        if self._next is None or now >= self._next:
            self._next = now + HOUR
            for sweep in self._hourly:
                sweep()
