"""What the queue refuses."""

from __future__ import annotations

from backend.studio.errors import StudioError


class JobNotFound(StudioError):
    """No such job, or somebody else's."""

    code = "not_found"


class JobNotRepeatable(StudioError):
    """A retry of a job that is still under way or went well."""

    code = "conflict"


class ClaimLost(Exception):
    """The job is no longer this run's: it was cancelled, put back, or given to another run. Nothing was written."""
