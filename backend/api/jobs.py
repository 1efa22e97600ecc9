"""Jobs over HTTP: look, follow, call off, try again."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, jsonify, request
from pydantic import Field

from backend.api import access, identity, job_schemas, streams
from backend.api.door import Door, answers, services
from backend.api.fields import Fields
from backend.api.paging import PageQuery, paged
from backend.services.creation import Accepted
from backend.services.effects import JobView
from backend.services.errors import InvalidInput

door = Door("jobs", "The work that is waiting, running or done.")

# As often as the printed client polls.
POLL_S = "2"
MAX_KEY = 200


class JobPath(Fields):
    """One job."""

    job_id: str = Field(pattern=r"^job_\w{1,36}$", json_schema_extra={"example": "job_0123456789abcdef01234567"})


@door.get(
    "/api/jobs",
    access.owners.because("guests follow the songs of their trial"),
    responses=answers({200: job_schemas.JobPage}),
)
def listing(query: PageQuery) -> Any:
    """List the caller's jobs, newest first."""
    count, jobs = services().work.page(identity.caller(), number=query.page, size=query.page_size)
    return paged(count, jobs, query)


@door.get("/api/jobs/health", access.anyone, responses=answers({200: job_schemas.QueueHealth}))
def health() -> Any:
    """Say how the work gets done: through Redis, or directly from the table."""
    return {"success": True, **services().work.health()}


@door.get("/api/jobs/<job:job_id>", access.owners, responses=answers({200: job_schemas.JobAnswer}))
def show(path: JobPath) -> Response:
    """Show a job; while it is under way the answer says when to ask again."""
    job = services().work.job(identity.caller(), path.job_id)
    answer = jsonify(success=True, **job)
    if job["status"] in ("queued", "started"):
        answer.headers["Retry-After"] = POLL_S
    return answer


@door.post("/api/jobs/<job:job_id>/cancel", access.owners, responses=answers({200: job_schemas.JobAnswer}))
def cancel(path: JobPath) -> Any:
    """Call a job off, whether it waits or runs."""
    return {"success": True, **services().work.cancel(identity.caller(), path.job_id)}


@door.post("/api/jobs/<job:job_id>/retry", access.owners, responses=answers({202: job_schemas.Retried}, 402, 409))
def retry(path: JobPath) -> Any:
    """Do a failed or cancelled job again, as a new job with the same input; a retry under way is that job."""
    caller = identity.caller()
    owner, key = services().work.owner(caller), idempotency_key()
    again = services().creation.retry(path.job_id, owner, asked_by=caller.owner, idempotency_key=key)
    return accepted(again) if isinstance(again, Accepted) else taken(again)


@door.get(
    "/api/jobs/<job:job_id>/events",
    access.owners,
    responses=answers(
        {200: {"description": "Events named `job`, numbered by version", "content": {"text/event-stream": {}}}}, 503
    ),
)
def events(path: JobPath) -> Response:
    """Stream a job's changes as server-sent events, until it is over; `Last-Event-ID` takes up where one left."""
    seen = request.headers.get("Last-Event-ID", "")
    changes = services().work.changes(
        identity.caller(), path.job_id, seen=int(seen) if seen.isdecimal() and len(seen) < 10 else None
    )
    return streams.answer(changes, _told)


def idempotency_key() -> str | None:
    """The name that the client gave to this request, so that sending it twice asks for one song."""
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > MAX_KEY:
        raise InvalidInput.of({"Idempotency-Key": [f"At most {MAX_KEY} characters; given: {len(key)}."]})
    return key or None


def accepted(song: Accepted) -> Any:
    """Answer that a song will be made; the same for a request that was sent twice."""
    links = {**song.job.links(), "song": f"/api/songs/{song.song_id}/"}
    return {
        "success": True,
        "job_id": song.job.id,
        "song_id": song.song_id,
        "track_id": song.track_id,
        "status": song.job.status,
        "seed": song.job.seed,
        "links": links,
    }, 202


def taken(job: JobView) -> Any:
    """Answer that a job will be done; the same for a request that was sent twice."""
    return {"success": True, "job_id": job.id, "status": job.status, "links": job.links()}, 202


def _told(job: dict[str, Any]) -> str:
    return f"id: {job['version']}\nevent: job\ndata: {json.dumps(job['job'])}\n\n"
