"""A job as the outside sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from backend.jobs import status


@dataclass(frozen=True)
class NewJob:
    """A piece of work to be done. ``input`` alone must be enough to redo it; ``length_s`` is its size."""

    type: str
    owner: str
    input: dict[str, Any]
    length_s: float = 0.0
    seed: int | None = None
    engine_requested: str | None = None
    idempotency_key: str | None = None
    retry_of: str | None = None


@dataclass(frozen=True)
class JobView:
    """Everything that may be known of a job. ``eta_queue_s`` and ``eta_run_s`` are None when nothing is known."""

    id: str
    type: str
    owner: str
    status: str
    stage: str
    progress: float
    queue_position: int | None
    eta_queue_s: float | None
    eta_run_s: float | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    attempt: int
    retry_of: str | None
    idempotency_key: str | None
    input: dict[str, Any]
    seed: int | None
    engine_requested: str | None
    engine_used: str | None
    fallback_reason: str | None
    outputs: list[dict[str, Any]]
    result: dict[str, Any] | None
    error: dict[str, Any] | None
    version: int
    is_new: bool = False

    @property
    def is_final(self) -> bool:
        """Tell whether the job will not change any more."""
        return self.status in status.FINAL

    def to_dict(self) -> dict[str, Any]:
        """Return the job for JSON: times in UTC with Z, and links to what can be done with it now."""
        hidden = ("owner", "version", "is_new")
        shown = {name: value for name, value in vars(self).items() if name not in hidden}
        times = {name: moment(shown[name]) for name in ("created_at", "started_at", "finished_at")}
        return shown | times | {"links": self.links()}

    def links(self) -> dict[str, str]:
        """Return the addresses of the job and of what can be done with it now."""
        own = f"/api/jobs/{self.id}"
        links = {"self": own, "events": f"{own}/events"}
        if self.status in status.ACTIVE:
            links["cancel"] = f"{own}/cancel"
        if self.status in status.REPEATABLE:
            links["retry"] = f"{own}/retry"
        return links


@dataclass(frozen=True)
class Wait:
    """Where a job stands: its place among the waiting (None when it runs or is over) and the seconds still to go."""

    position: int | None = None
    queue_s: float | None = None
    run_s: float | None = None


def view_of(job: Row[Any], wait: Wait, *, is_new: bool = False) -> JobView:
    """Show a job's row."""
    return JobView(
        id=job.id,
        type=job.type,
        owner=job.owner,
        status=job.status,
        stage=job.stage,
        progress=round(job.progress, 4),
        queue_position=wait.position,
        eta_queue_s=_tenths(wait.queue_s),
        eta_run_s=_tenths(wait.run_s),
        created_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        attempt=job.attempt,
        retry_of=job.retry_of,
        idempotency_key=job.idempotency_key,
        input=job.input,
        seed=job.seed,
        engine_requested=job.engine_requested,
        engine_used=job.engine_used,
        fallback_reason=job.fallback_reason,
        outputs=job.outputs or [],
        result=job.result,
        error=job.error,
        version=job.version,
        is_new=is_new,
    )


def moment(time: datetime | None) -> str | None:
    """Write a time as ``2026-11-21T03:57:52.120Z``."""
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z") if time else None


def _tenths(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)
