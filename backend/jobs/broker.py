"""The broker: a Redis or Valkey that carries the ids of waiting jobs to RQ workers, when there is one.

Nothing here raises when it is away, and nothing waits for it longer than half a second.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from threading import Lock
from time import monotonic
from typing import Any

from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq.exceptions import DuplicateJobError, NoSuchJobError
from rq.job import Job as QueueEntry
from rq.serializers import JSONSerializer

logger = logging.getLogger(__name__)

FUNCTION = "backend.worker.run_job"
PATIENCE_S = 0.5
BELIEVED_S = 1.0  # how long an answer to "is it up?" is believed


class Broker:
    """The way to the broker; with an empty address there is none."""

    def __init__(
        self, url: str, queue_name: str, *, function: str = FUNCTION, clock: Callable[[], float] = monotonic
    ) -> None:
        self.enabled = bool(url)
        self.queue_name = queue_name
        self._url = url
        self._function = function
        self._clock = clock
        self._answer = (False, -BELIEVED_S)
        self._asking = Lock()
        self._connection = self.connect() if url else None

    def connect(self) -> Redis:
        """Open a connection that fails at once; the client's own retries would take five seconds."""
        return Redis.from_url(
            self._url,
            retry=Retry(NoBackoff(), 0),
            socket_connect_timeout=PATIENCE_S,
            socket_timeout=PATIENCE_S,
            health_check_interval=0,
        )

    def queue(self, connection: Redis) -> Queue:
        """Return RQ's queue on a connection."""
        return Queue(self.queue_name, connection=connection, serializer=JSONSerializer)

    def is_up(self) -> bool:
        """Tell whether the broker answers; asked at most once a second, and never by two threads at a time."""
        if self._connection is None:
            return False
        up, asked_at = self._answer
        if self._clock() - asked_at >= BELIEVED_S and self._asking.acquire(blocking=False):
            try:
                up = self._ping(self._connection)
                self._answer = (up, self._clock())
            finally:
                self._asking.release()
        return up

    def doubt(self) -> None:
        """Believe the last answer no longer; whoever lost a connection to the broker knows better."""
        self._answer = (False, -BELIEVED_S)

    def gone(self, what: str) -> None:
        """Learn that the broker did not ``what``: for a second nobody in this process waits for it again."""
        logger.warning("The broker did not %s (%s); it is not asked for a moment", what, sys.exception())
        self._answer = (False, self._clock())

    def push(self, job_id: str, *, limit_s: float, at_front: bool = False) -> bool:
        """Hand over a job's id, to be worked on for ``limit_s`` at most; tell whether the broker has it.

        What it has already, waiting or under way, stays as it is.
        """

        def push(queue: Queue) -> None:
            with suppress(DuplicateJobError):
                queue.enqueue_call(**self._entry(job_id, limit_s), at_front=at_front, unique=True)

        return self._change(push, "take a job")

    def push_again(self, limits_s: Mapping[str, float], before: Mapping[str, str] | None = None) -> bool:
        """The same for jobs that nobody works on, all at once, in place of what may wait of them.

        Each goes before the waiting job that ``before`` names for it, or to the end; without ``before`` they go to the
        front in their order. One whose place is gone meanwhile is not taken, and will be missing again.
        """

        def push(queue: Queue) -> None:
            with queue.connection.pipeline() as together:
                together.multi()  # before any command, or RQ begins the transaction after the first
                for job_id in limits_s if before is not None else reversed(list(limits_s)):
                    together.lrem(queue.key, 0, job_id)
                    entry = self._entry(job_id, limits_s[job_id])
                    queue.enqueue_call(**entry, at_front=before is None, pipeline=together)
                    if before and job_id in before:
                        together.lrem(queue.key, 0, job_id)
                        together.linsert(queue.key, "BEFORE", before[job_id], job_id)
                together.execute()

        return self._change(push, "take jobs again")

    def drop(self, job_id: str) -> None:
        """Take a job's entry out of the queue if it still waits there; a listener clears what it has taken itself."""

        def drop(queue: Queue) -> None:
            if queue.connection.lrem(queue.key, 0, job_id) and not _is_taken(queue, job_id):
                with suppress(NoSuchJobError):
                    entry = QueueEntry.fetch(job_id, connection=queue.connection, serializer=JSONSerializer)
                    entry.delete(remove_from_queue=False)

        self._change(drop, "drop a job")

    def missing(self, job_ids: Sequence[str]) -> list[str]:
        """Return those of the waiting jobs that the broker does not know; none when it is away."""
        if self._connection is None or not self.is_up():
            return []
        try:
            known = set(self.queue(self._connection).job_ids)
        except RedisError:
            self.gone("list its queue")
            return []
        return [job_id for job_id in job_ids if job_id not in known]

    def forget(self) -> None:
        """Close open connections, as every process must before it forks and after."""
        if self._connection is not None:
            self._connection.close()

    def _entry(self, job_id: str, limit_s: float) -> dict[str, Any]:
        """What RQ is to know of a job."""
        return {
            "func": self._function,
            "args": [job_id],
            "job_id": job_id,
            "timeout": int(limit_s) + 60,  # the run ends itself before; this is for one whose heartbeat has stopped
            "result_ttl": 0,
            "failure_ttl": 0,  # the table keeps how jobs ended; a list of failures beside it would only grow
            "description": job_id,
        }

    def _change(self, change: Callable[[Queue], None], what: str) -> bool:
        """Change the queue, if the broker is there to do ``what``."""
        if self._connection is None or not self.is_up():
            return False
        try:
            change(self.queue(self._connection))
        except RedisError:
            self.gone(what)
            return False
        return True

    def _ping(self, connection: Redis) -> bool:
        try:
            return bool(connection.ping())
        except RedisError:
            return False


def _is_taken(queue: Queue, job_id: str) -> bool:
    """Tell whether a listener has an entry of a job. It is on one list until it is on the other: ask in this order."""
    if job_id in queue.intermediate_queue.get_job_ids():
        return True
    return job_id in queue.started_job_registry.get_job_ids(cleanup=False)
