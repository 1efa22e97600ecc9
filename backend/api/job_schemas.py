"""What the answers about jobs look like."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from backend.api.schemas import Answer, Paged, Shape


class OutputShape(Shape):
    """A finished file."""

    kind: str = Field(json_schema_extra={"example": "master"})
    format: str = Field(json_schema_extra={"example": "mp3"})
    name: str
    url: str
    duration_s: float | None
    bytes: int
    sha256: str


class JobShape(Shape):
    """A piece of work."""

    id: str
    type: str
    status: Literal["queued", "started", "finished", "failed", "cancelled"]
    stage: str
    progress: float = Field(ge=0, le=1)
    queue_position: int | None
    eta_queue_s: float | None
    eta_run_s: float | None
    created_at: str
    started_at: str | None
    finished_at: str | None
    attempt: int
    retry_of: str | None
    idempotency_key: str | None
    input: dict[str, Any]
    seed: int | None
    engine_requested: str | None
    engine_used: str | None
    fallback_reason: str | None
    outputs: list[OutputShape]
    result: dict[str, Any] | None
    error: dict[str, Any] | None
    links: dict[str, str]


class JobAnswer(Answer, JobShape):
    """One job."""


class JobPage(Paged):
    """The caller's jobs, newest first."""

    results: list[JobShape]


class Accepted(Answer):
    """A song that will be made, and the job that makes it."""

    job_id: str
    song_id: int
    track_id: str
    status: str
    seed: int
    links: dict[str, str]


class Retried(Answer):
    """The job that does it again; with its song, where it makes or changes one."""

    job_id: str
    status: str
    links: dict[str, str]
    song_id: int | None = None
    track_id: str | None = None
    seed: int | None = None


class QueueHealth(Answer):
    """How the work gets done: through a broker, or directly from the table."""

    redis: bool
    rq_enabled: bool
    workers: int
    mode: Literal["queue", "direct"]
