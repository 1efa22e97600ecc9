"""The post office: letters are put up as jobs, so that no request waits for a mail server, and are tried again.

A job says what a letter is about and to whom it goes. The link in it is made when it is carried: no token is ever kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from backend.db.models import Job, User
from backend.db.session import Database
from backend.jobs import status
from backend.jobs.board import Board
from backend.jobs.progress import Run
from backend.jobs.views import NewJob
from backend.services import names
from backend.services.mail.carriers import Carrier, MailDelayed
from backend.services.mail.letters import compose
from backend.services.mail.links import Links, Purpose

MAIL = "mail"
# Letters are nobody's own work: whoever asks for one may be a stranger.
HOUSE = "house"
# What a person may need in an hour; more would be somebody filling another's mailbox.
MOST_AN_HOUR = 5
# When a letter that was not taken is tried again; servers that turn strangers away once take them after minutes.
AGAIN_AFTER = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
# The addresses in them are not kept for longer.
KEPT = timedelta(days=1)
LINKS = {"verify": Purpose.VERIFY, "reset": Purpose.RESET, "moving": Purpose.RESET, "password": Purpose.RESET}


class Post:
    """Takes letters and carries them."""

    def __init__(
        self,
        database: Database,
        board: Board,
        carrier: Carrier,
        links: Links,
        *,
        sender: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self._board, self._carrier, self._links = database, board, carrier, links
        self._sender, self._clock = sender, clock

    def put(self, session: Session, kind: str, to: str, user_id: int | None = None) -> str | None:
        """Put up a letter in the caller's transaction; the answer is the job to `send` then, None for one too many.

        It takes the same time whether or not anybody has the address; ``user_id`` is for whom it is, where several
        may want the same address.
        """
        key = f"{kind} {hashlib.sha256(to.encode()).hexdigest()[:32]} "
        lately = select(func.count(Job.id)).where(
            Job.owner == HOUSE,
            Job.idempotency_key.startswith(key, autoescape=True),
            Job.created_at > self._clock() - timedelta(hours=1),
        )
        if (session.scalar(lately) or 0) >= MOST_AN_HOUR:
            return None
        return self._put(session, {"letter": kind, "to": to, "user_id": user_id, "turn": 0}, key)

    def send(self, job_id: str | None) -> None:
        """Let a letter go whose transaction is committed."""
        if job_id:
            self._board.announce(job_id, at_front=True)

    def carry_now(self, run: Run) -> None:
        """Carry the letter of a job; to somebody who is not there any more none goes."""
        kind, to = run.input["letter"], run.input["to"]
        link = self._link(kind, to, run.input["user_id"])
        if link is None:
            return
        mail = compose(kind, to=to, sender=self._sender, home=self._links.home, link=link, at=self._clock())
        self._carrier.carry(mail)

    def tidy(self) -> None:
        """Try again what was delayed, and forget what is over."""
        now = self._clock()
        with self._database.transaction() as session:
            mine = select(Job).where(Job.type == MAIL, Job.status == status.FAILED, Job.finished_at > now - KEPT)
            for job in session.scalars(mine):
                turn = job.input["turn"]
                is_delayed = (job.error or {}).get("code") == MailDelayed.code and turn < len(AGAIN_AFTER)
                if is_delayed and job.finished_at and job.finished_at < now - AGAIN_AFTER[turn]:
                    self._again(session, job, turn + 1)
            over = (Job.type == MAIL, Job.status.in_(status.FINAL), Job.finished_at <= now - KEPT)
            session.execute(delete(Job).where(*over), execution_options={"synchronize_session": False})

    def _again(self, session: Session, job: Job, turn: int) -> None:
        """The new job takes the place of the old one; of two workers that tidy at once only one removes it."""
        gone = delete(Job).where(Job.id == job.id, Job.status == status.FAILED).returning(Job.id)
        if session.scalar(gone, execution_options={"synchronize_session": False}):
            self._put(session, {**job.input, "turn": turn}, f"{job.idempotency_key} again ")

    def _put(self, session: Session, told: dict[str, Any], key: str) -> str:
        new = NewJob(MAIL, HOUSE, told, idempotency_key=f"{key}{names.unguessable()}")
        return self._board.add(session, new).id

    def _link(self, kind: str, to: str, user_id: int | None) -> str | None:
        """Where the button leads; empty for a letter without one, None if nobody is there to get the letter."""
        if kind not in LINKS:
            return ""
        with self._database.transaction() as session:
            if user_id is None:
                user = session.scalar(select(User).where(User.email == to))
            else:
                user = session.get(User, user_id)
                user = user if user and user.to_verify == to else None
            return self._links.write(LINKS[kind], user) if user else None
