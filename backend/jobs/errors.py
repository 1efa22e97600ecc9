"""What the queue refuses."""

from __future__ import annotations

from backend.studio.errors import StudioError


class JobNotFound(StudioError):
    """No such job, or somebody else's."""

    code = "not_found"


class JobNotRepeatable(StudioError):
    """A retry of a job that is still under way or went well."""

    code = "conflict"


class KeyInUse(StudioError):
    """An idempotency key that its owner has used for something else."""

    code = "conflict"

    @classmethod
    def of(cls, key: str | None, job_id: str) -> KeyInUse:
        """Name the key and the job that it stands for."""
        return cls(f"The Idempotency-Key {key!r} was used for job {job_id}, which is another request; send a new key.")


class ClaimLost(Exception):
    """The job is no longer this run's: it was cancelled, put back, or given to another run. Nothing was written."""
