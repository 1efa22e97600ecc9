"""What one worker process shares with the processes that it forks: its claims, its broker, and what it can do."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass

from backend.jobs import processes
from backend.jobs.broker import Broker
from backend.jobs.claims import Claims
from backend.jobs.runner import Perform, run_job
from backend.jobs.salvage import Salvage

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Crew:
    """Built once, before the first fork.

    ``settle`` is called in each process that is about to run a task, ``tidy`` now and then in the worker itself.
    """

    claims: Claims
    broker: Broker
    perform: Perform
    settle: Callable[[], None]
    tidy: Callable[[], None]

    @property
    def salvage(self) -> Salvage:
        """What this worker does for jobs that were lost."""
        return Salvage(self.claims.database, self.claims.worker, timing=self.claims.timing)

    def close(self) -> None:
        """Let go of every connection, before a fork."""
        self.claims.database.close()
        self.broker.forget()

    def run(self, job_id: str) -> None:
        """Run a job in this process, a work-horse that was just forked, by RQ or by the worker itself."""
        processes.die_with(os.getppid())
        try:
            self.claims.database.dispose()
            self.settle()
            run_job(job_id, self.claims, self.perform)
        except Exception:  # RQ would keep it for itself; by the exit status either parent learns of it
            logger.exception("The process that was to do job %s broke down", job_id)
            processes.leave(processes.BROKEN)
