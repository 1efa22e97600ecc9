"""The child that listens to the broker: RQ's own worker on our one queue, which forks a work-horse for each job.

One queue, because only then RQ moves ids instead of popping them, so that a listener that dies loses none.
"""

from __future__ import annotations

import os
from contextlib import suppress
from time import sleep
from typing import Any

from redis import RedisError
from rq import Worker
from rq.job import Job as QueueEntry
from rq.serializers import JSONSerializer

from backend.jobs.crew import Crew
from backend.jobs.pacing import Rest

TTL_S = 20  # RQ waits 15 s less than this for a job, then tells the broker that it is alive
CLEANING_S = 60  # how often RQ clears its own lists; it matters to nobody but them
UNWATCHED_S = 86_400  # RQ's look at a running job asks the broker, and ends the job when that is away; leases watch it


def listen(crew: Crew) -> None:
    """Listen until the broker or the parent is gone."""

    def horse_killed(entry: QueueEntry, pid: int, status: int, _usage: Any) -> None:
        stumbled = crew.salvage.bury(pid, entry.id, os.waitstatus_to_exitcode(status))
        crew.close()
        if stumbled:
            sleep(rest.begin())

    rest = Rest(crew.claims.timing.rest_s)
    connection = crew.broker.connect()
    worker = Worker(
        [crew.broker.queue(connection)],
        name=f"{crew.claims.worker}-{os.getpid()}",
        connection=connection,
        serializer=JSONSerializer,
        worker_ttl=TTL_S,
        maintenance_interval=CLEANING_S,
        job_monitoring_interval=UNWATCHED_S,
        log_job_description=False,
        work_horse_killed_handler=horse_killed,
    )
    worker.max_connection_wait_time = crew.claims.timing.probe_s
    with suppress(RedisError):  # it says so itself, and then cannot even take its leave
        worker.work(logging_level="ERROR")  # its warnings are of horses that ended, which the crew tells better
