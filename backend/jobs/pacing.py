"""When to do a thing again: at intervals, or after a rest that grows while it keeps going wrong."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

LONGEST_S = 30.0
FORGOTTEN_S = 60.0  # after so long without a failure the next one counts as the first


class Every:
    """A clock that strikes at once and then after each interval."""

    def __init__(self, interval_s: float) -> None:
        self._interval_s = interval_s
        self._next = monotonic()

    def strikes(self) -> bool:
        """Tell whether the interval is over, once."""
        if monotonic() < self._next:
            return False
        self.restart()
        return True

    def restart(self) -> None:
        """Begin a new interval."""
        self._next = monotonic() + self._interval_s


class Rest:
    """A rest after a failure, twice as long after each one that follows soon."""

    def __init__(self, first_s: float, *, clock: Callable[[], float] = monotonic) -> None:
        self._first_s, self._clock = first_s, clock
        self._over_at = clock() - FORGOTTEN_S
        self._failures = 0

    def begin(self) -> float:
        """Begin a rest and return its seconds."""
        now = self._clock()
        self._failures = 0 if now - self._over_at >= FORGOTTEN_S else self._failures + 1
        length_s = min(self._first_s * 2.0**self._failures, LONGEST_S)
        self._over_at = now + length_s
        return length_s

    def is_over(self) -> bool:
        """Tell whether there is nothing to wait for."""
        return self._clock() >= self._over_at
