"""The worker's main loop: see that jobs get done, with the broker or without, and that none is lost.

The process that runs it never does a job itself. While the broker is up it has one child, the listener; while it is
down it forks a work-horse for each waiting job. It never has both, so that a worker does one job at a time.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Mapping
from datetime import timedelta
from time import sleep

from sqlalchemy.exc import SQLAlchemyError

from backend.jobs import processes
from backend.jobs.crew import Crew
from backend.jobs.listener import listen
from backend.jobs.pacing import Every, Rest
from backend.jobs.roster import Roster
from backend.jobs.timing import utcnow

logger = logging.getLogger(__name__)


class Supervisor:
    """Looks after one listener or one work-horse, and after the table."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._claims = crew.claims
        self._salvage = crew.salvage
        self._timing = crew.claims.timing
        self._roster = Roster(crew.claims.database, crew.claims.worker, self._timing)
        self._listener: int | None = None
        self._horse: int | None = None
        self._errand = ""  # the job that the horse was sent to do
        self._missed: list[str] = []  # jobs that the broker did not know when we last looked
        self._stopping = False
        self._woke = utcnow()
        self._rest = Rest(self._timing.rest_s)
        self._probe = Every(self._timing.probe_s)
        self._renew = Every(self._timing.renew_s)
        self._sweep = Every(self._timing.sweep_s)
        self._announce = Every(self._timing.announce_s)

    def work(self) -> None:
        """Work until SIGTERM or SIGINT; then put back what runs, within two seconds."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop())
        logger.info("Worker %s is at work", self._claims.worker)
        try:
            while not self._stopping:
                self._notice_sleep()
                self._round()
                sleep(self._timing.poll_s)
        finally:
            self._end()

    def stop(self) -> None:
        """Ask the loop to end."""
        self._stopping = True

    def _round(self) -> None:
        try:
            self._see_to_children()
            if self._renew.strikes():
                self._roster.sign_on()
            if self._sweep.strikes():
                self._sweep_up()
            if self._probe.strikes():
                self._follow_broker()
            if self._announce.strikes():
                self._announce_again()
            if self._listener is None and self._horse is None and self._rest.is_over():
                self._take_next()
        except (SQLAlchemyError, OSError):
            logger.exception("A round went wrong; trying again")
            sleep(self._timing.probe_s)

    def _notice_sleep(self) -> None:
        """If this process was asleep, so was the machine: the runs get time to renew their leases before the sweep."""
        last, self._woke = self._woke, utcnow()
        if self._woke - last > timedelta(seconds=self._timing.lease_s / 2):
            logger.warning("This process was asleep for %s", self._woke - last)
            self._sweep.restart()

    def _see_to_children(self) -> None:
        """Notice children that have ended; what they held when they were lost is put back."""
        if self._horse is not None and (code := processes.ended(self._horse)) is not None:
            horse, self._horse = self._horse, None
            if self._salvage.bury(horse, self._errand, code):
                self._rest.begin()
        if self._listener is not None and (code := processes.ended(self._listener)) is not None:
            logger.info("The listener ended with %d", code)
            self._listener = None
            self._crew.broker.doubt()
            self._salvage.sweep(dead="")

    def _sweep_up(self) -> None:
        if self._salvage.is_busy(overdue=True):
            logger.warning("The running job has been silent for too long; its process ends")
            self._kill_children()
        swept = self._salvage.sweep()
        if swept.back or swept.failed:
            logger.warning("Put back %s; gave up %s", swept.back, swept.failed)
            if not self._salvage.is_busy():
                self._kill_children()  # the lease may have ended after we looked; a child without a job is no loss
        self._crew.tidy()

    def _follow_broker(self) -> None:
        """Listen while there is a broker. A listener that still has a job when it goes away may finish it."""
        up = self._crew.broker.is_up()
        if up and self._listener is None and self._horse is None:
            self._crew.close()
            self._listener = processes.fork(lambda: listen(self._crew))
            logger.info("The broker is there; listening")
        elif not up and self._listener is not None and not self._salvage.is_busy():
            self._kill_children()
            self._salvage.release()  # what it may have claimed since we looked
            logger.warning("The broker is gone; taking jobs from the table")

    def _announce_again(self) -> None:
        """Hand over jobs that wait but that the broker does not know, each before the next one that it knows.

        One that is missed only once has most likely just been taken by a listener, and is about to be claimed.
        """
        waiting = self._claims.waiting(self._timing.announce_s) if self._listener is not None else {}
        missed, self._missed = self._missed, self._crew.broker.missing(list(waiting))
        lost = [job_id for job_id in self._missed if job_id in missed]
        before: dict[str, str] = {}
        following = ""
        for job_id in reversed(waiting):
            if job_id not in self._missed:
                following = job_id
            elif following:
                before[job_id] = following
        self._hand_over({job_id: waiting[job_id] for job_id in lost}, before)

    def _hand_over(self, lengths_s: Mapping[str, float], before: Mapping[str, str] | None = None) -> None:
        """Give jobs to the broker that it has lost or never had."""
        if lengths_s:
            limits_s = {job_id: self._timing.limit_s(length_s) for job_id, length_s in lengths_s.items()}
            self._crew.broker.push_again(limits_s, before)

    def _take_next(self) -> None:
        job_id = self._claims.oldest()
        if job_id is not None:
            self._crew.close()
            self._errand = job_id
            self._horse = processes.fork(lambda: self._crew.run(job_id))

    def _kill_children(self) -> None:
        for child in (self._listener, self._horse):
            if child is not None:
                processes.kill(child)
        self._listener = self._horse = None

    def _end(self) -> None:
        """Stop the children first, then put their jobs back and tell the broker, for other workers to take."""
        self._kill_children()
        back = self._salvage.release()
        self._hand_over(back)
        self._roster.sign_off()
        self._crew.close()
        logger.info("Worker %s stopped; put back %s", self._claims.worker, tuple(back))
