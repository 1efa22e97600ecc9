"""What a task is given: the job's input, a place to say how far it is, and whether it was called off."""

from __future__ import annotations

from threading import Event
from typing import Any

from sqlalchemy.orm import Session

from backend.jobs.claims import Claim, Claims


class Run:
    """One attempt at a job. Reporting only leaves a note; the heartbeat writes it, so a task never waits for it."""

    def __init__(self, claims: Claims, claim: Claim) -> None:
        self.claim = claim
        self.news = Event()
        self.called_off = Event()
        self._claims = claims
        self._told: tuple[str, float] | None = None

    @property
    def job_id(self) -> str:
        """The job's id."""
        return self.claim.job_id

    @property
    def type(self) -> str:
        """What kind of job it is."""
        return self.claim.type

    @property
    def owner(self) -> str:
        """Whose job it is: ``user:<id>`` or ``guest:<key>``."""
        return self.claim.owner

    @property
    def input(self) -> dict[str, Any]:
        """The whole request, as it was stored."""
        return self.claim.input

    @property
    def seed(self) -> int | None:
        """The seed that the job was given, if it was."""
        return self.claim.seed

    @property
    def engine_requested(self) -> str | None:
        """The engine that was asked for, if one was."""
        return self.claim.engine_requested

    @property
    def attempt(self) -> int:
        """1 for the first run, 2 after a worker was lost."""
        return self.claim.attempt

    def report(self, stage: str, done: float) -> None:
        """Tell the stage's name and how much of the whole work is done, 0..1."""
        self._told = (stage, min(max(float(done), 0.0), 1.0))
        self.news.set()

    def take_news(self) -> tuple[str, float] | None:
        """Return what was last told, once."""
        self.news.clear()
        told, self._told = self._told, None
        return told

    def cancelled(self) -> bool:
        """Tell whether the work was called off; a task that sees it should stop within half a second."""
        return self.called_off.is_set()

    def show(self, session: Session, outputs: list[dict[str, Any]]) -> None:
        """Show outputs that are there before the job is done, inside the caller's transaction.

        Raises
        ------
        ClaimLost
            if the job was cancelled or taken away meanwhile
        """
        self._claims.show(session, self.claim, outputs)

    def finish(
        self,
        session: Session,
        *,
        result: dict[str, Any] | None = None,
        outputs: list[dict[str, Any]] | None = None,
        engine_used: str | None = None,
        fallback_reason: str | None = None,
    ) -> None:
        """Finish the job inside the caller's transaction.

        Raises
        ------
        ClaimLost
            if the job was cancelled or taken away meanwhile; roll back and remove what was made
        """
        self._claims.finish(
            session,
            self.claim,
            result=result,
            outputs=outputs,
            engine_used=engine_used,
            fallback_reason=fallback_reason,
        )
