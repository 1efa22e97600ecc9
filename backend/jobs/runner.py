"""Run one job: the one way in which work is done, whoever handed over its id."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Any

from backend import log
from backend.jobs.claims import Claim, Claims
from backend.jobs.errors import ClaimLost
from backend.jobs.heartbeat import Heartbeat
from backend.jobs.progress import Run
from backend.studio.errors import StudioError, UnknownName

logger = logging.getLogger(__name__)

Perform = Callable[[Run], None]


@dataclass(frozen=True)
class Tasks:
    """What can be done: job types and the names of their tasks, ``package.module:function``."""

    names: Mapping[str, str]
    services: object

    def __call__(self, run: Run) -> None:
        """Do the task of a run.

        Raises
        ------
        UnknownName
            if there is no task for the job's type
        """
        if run.claim.type not in self.names:
            raise UnknownName(f"There is no task for jobs of type {run.claim.type!r}; known: {', '.join(self.names)}.")
        resolve_name(self.names[run.claim.type])(self.services, run)


def run_job(job_id: str, claims: Claims, perform: Perform) -> None:
    """Claim a job, do it, and say how it ended; a job that cannot be claimed is somebody else's business."""
    claim = claims.claim(job_id)
    if claim is None:
        logger.info("Job %s is not to be had", job_id)
        return
    with log.bound(job_id=job_id):
        logger.info("Started %s, attempt %d", claim.type, claim.attempt)
        run = Run(claims, claim)
        with Heartbeat(claims, run):
            _perform(run, claims, perform)


def _perform(run: Run, claims: Claims, perform: Perform) -> None:
    try:
        perform(run)
        with suppress(ClaimLost), claims.database.transaction() as session:
            run.finish(session)  # for a task without a result of its own; the others have done it
        logger.info("Ended")
    except ClaimLost:
        logger.info("Called off; nothing was kept")
    except StudioError as refusal:
        logger.info("Refused: %s", refusal.message)
        _fail(claims, run.claim, code=refusal.code, message=refusal.message, retryable=False)
    except Exception:
        logger.exception("Failed")
        message = f"Something went wrong on our side. If it happens again, mention job {run.job_id}."
        _fail(claims, run.claim, code="internal", message=message, retryable=True)


def _fail(claims: Claims, claim: Claim, **error: Any) -> None:
    with suppress(ClaimLost):
        claims.fail(claim, error)
