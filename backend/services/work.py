"""Jobs as their owners see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backend.jobs import events
from backend.jobs.board import Board
from backend.jobs.views import JobView
from backend.services.callers import Caller
from backend.services.creation import OPEN
from backend.services.errors import NotSignedIn
from backend.services.transfers import Transfers


class Work:
    """The caller's jobs; an administrator sees everybody's."""

    def __init__(self, board: Board, transfers: Transfers) -> None:
        self._board, self._transfers = board, transfers

    def owner(self, caller: Caller) -> str | None:
        """Whose jobs the caller may touch; None for all.

        Raises
        ------
        NotSignedIn
            if the caller is nobody in particular
        """
        if caller.is_admin:
            return None
        if not caller.owner:
            raise NotSignedIn("Authentication credentials were not provided.")
        return caller.owner

    def page(self, caller: Caller, *, number: int, size: int) -> tuple[int, list[dict[str, Any]]]:
        """List the caller's own jobs, newest first."""
        self.owner(caller)
        page = self._board.list(caller.owner, page=number, page_size=size)
        return page.count, [_document(job) for job in page.jobs]

    def job(self, caller: Caller, job_id: str) -> dict[str, Any]:
        """Show a job."""
        return _document(self._board.view(job_id, self.owner(caller)))

    def cancel(self, caller: Caller, job_id: str) -> dict[str, Any]:
        """Call a job off."""
        job = self._board.cancel(job_id, self.owner(caller))
        self._transfers.called_off(job)
        return _document(job)

    def changes(self, caller: Caller, job_id: str, *, seen: int | None) -> Iterator[dict[str, Any] | None]:
        """Follow a job; the owner is asked for at once, the job when the first change is."""
        owner = self.owner(caller)
        return (
            {"version": job.version, "job": _document(job)} if job else None
            for job in events.changes(self._board, job_id, owner, seen=seen)
        )

    def health(self) -> dict[str, Any]:
        """Say how the work gets done."""
        return self._board.health()


def _document(job: JobView) -> dict[str, Any]:
    document = job.to_dict()
    document["input"] = {name: value for name, value in job.input.items() if name != OPEN}
    brief = job.input.get("brief") or {}
    if brief.get("given"):
        # Thousands of notes, asked for every other second: how many there are has to do; the take has them all.
        given = [{**one, "notes": len(one["notes"])} for one in brief["given"]]
        document["input"] = {**document["input"], "brief": {**brief, "given": given}}
    if song_id := job.input.get("song_id"):
        document["links"]["song"] = f"/api/songs/{song_id}/"
    return document
