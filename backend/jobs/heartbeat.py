"""The thread beside a task: it renews the lease, writes progress, and ends the process when the work was called off.

It asks the table, not the broker, so that cancelling works whether or not there is one.
"""

from __future__ import annotations

import contextvars
import logging
import os
from collections.abc import Callable
from threading import Event, Thread
from time import monotonic
from typing import Self

from sqlalchemy.exc import SQLAlchemyError

from backend.jobs import processes
from backend.jobs.claims import Claims, Hold
from backend.jobs.errors import ClaimLost
from backend.jobs.progress import Run

logger = logging.getLogger(__name__)


def leave() -> None:
    """End this process, whose task does not listen."""
    processes.leave(processes.CALLED_OFF)


class Heartbeat:
    """Keeps a claim alive while the ``with`` block runs."""

    def __init__(self, claims: Claims, run: Run, *, leave: Callable[[], None] = leave) -> None:
        self._claims, self._run, self._leave = claims, run, leave
        self._timing = claims.timing
        self._parent = os.getppid()
        self._stopped = Event()
        context = contextvars.copy_context()
        self._thread = Thread(target=lambda: context.run(self._beat), name="heartbeat", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stopped.set()
        self._run.news.set()
        self._thread.join()

    def _beat(self) -> None:
        renewed = began = monotonic()
        limit_s = self._timing.limit_s(self._run.claim.length_s)
        while not self._stopped.wait(self._timing.write_s):
            self._run.news.wait(self._timing.look_s - self._timing.write_s)
            if self._stopped.is_set():
                return
            now = monotonic()
            renew = now - renewed >= self._timing.renew_s
            hold = self._keep(renew)
            renewed = now if renew else renewed
            if hold is Hold.OVER:
                return
            if now - began > limit_s:
                self._give_up(limit_s)
                hold = Hold.LOST
            if hold is Hold.LOST or os.getppid() != self._parent:
                self._call_off()
                return

    def _keep(self, renew: bool) -> Hold:
        """Look after the claim; a database that does not answer now may answer before the lease ends."""
        try:
            return self._claims.keep(self._run.claim, renew=renew, told=self._run.take_news())
        except SQLAlchemyError:
            logger.exception("The heartbeat could not be written")
            return Hold.MINE

    def _give_up(self, limit_s: float) -> None:
        message = f"This took longer than {limit_s:.0f} s and was stopped."
        try:
            self._claims.fail(self._run.claim, {"code": "timed_out", "message": message, "retryable": True})
        except ClaimLost:
            logger.info("The job was taken away before it was given up")

    def _call_off(self) -> None:
        self._run.called_off.set()
        if not self._stopped.wait(self._timing.grace_s):
            logger.info("The task did not stop by itself within %.1f s; the process ends", self._timing.grace_s)
            self._leave()
