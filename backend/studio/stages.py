"""The stages of a piece of work: named for who waits, timed for who measures, stopped when it is called off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from backend.studio.errors import Cancelled


class Stages:
    """Follows work through its stages.

    Parameters
    ----------
    shares : each stage's share of the whole time; they sum to 1. A stage that is not among them takes none
    report : called with the stage's name and how much of the whole work is done, 0..1
    cancelled : asked at every report whether to stop
    clock : a monotonic time in seconds
    """

    def __init__(
        self,
        shares: Mapping[str, float],
        *,
        clock: Callable[[], float],
        report: Callable[[str, float], None] = lambda _stage, _done: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self.seconds: dict[str, float] = {}
        self._shares, self._clock, self._report, self._cancelled = shares, clock, report, cancelled
        self._stage, self._before = "", 0.0

    @contextmanager
    def enter(self, stage: str) -> Iterator[None]:
        """Begin a stage; its seconds are known when the block ends."""
        self._stage, start = stage, self._clock()
        self.report(0.0)
        yield
        self.seconds[stage] = round(self._clock() - start, 4)
        self._before += self._shares.get(stage, 0.0)

    def is_cancelled(self) -> bool:
        """Tell whether the work was called off, to those who cannot wait for their next report."""
        return self._cancelled()

    def report(self, done: float) -> None:
        """Say how much of the present stage is done, 0..1.

        Raises
        ------
        Cancelled
            when the work was called off
        """
        if self._cancelled():
            raise Cancelled(f"Cancelled while {self._stage}.")
        self._report(self._stage, self._before + self._shares.get(self._stage, 0.0) * min(1.0, done))
