"""Everything that can happen to the ledger, in any order, by several processes at once, any of which may be killed.

A play has three people, of whom one has a verified address and one hardly any credits. A move is one thing that a
request or a worker does, by the very services that do it. Two processes make moves at the same time on one database;
each may be armed to kill itself before any of its statements or commits, wherever it is then.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import event, func, select

from backend.db import audit
from backend.db.credits import CreditAccount, CreditEntry
from backend.db.models import Job, Song, User
from backend.db.session import Database
from backend.jobs import status
from backend.jobs.board import Board
from backend.jobs.broker import Broker
from backend.jobs.claims import Claim, Claims
from backend.jobs.errors import ClaimLost, JobNotFound, JobNotRepeatable
from backend.jobs.salvage import Salvage
from backend.jobs.views import NewJob
from backend.services import names, prices, users
from backend.services.callers import Caller, Person, owner_of
from backend.services.charges import Charges
from backend.services.closing import Closing
from backend.services.credit_codes import CreditCodes
from backend.services.credit_desk import CreditDesk
from backend.services.credit_shares import CreditShares
from backend.services.credits import Credits
from backend.services.engines import Engines
from backend.services.errors import Conflict, CreditsShort, InvalidInput, NotFound
from backend.services.takes import next_number
from backend.services.trial import Trial

BEGAN = datetime(2026, 1, 10, tzinfo=UTC)
USERS = (1, 2, 3)
SECONDS = (10.0, 60.0, 240.0)
ENGINES = ("composer", "neural")
# More statements than five moves take, for the most part: so every second process lives.
LATEST_DEATH = 100
MOVES_EACH = 5
PRICES = """
trial = 300
monthly = 100
[music]
composer = { start = 1, per_second = 0.1 }
neural = { start = 2, per_second = 0.2 }
"""
EXPECTED = (CreditsShort, JobNotFound, JobNotRepeatable, ClaimLost, InvalidInput, Conflict, NotFound)


class Named:
    """An engine that has a name and is never run."""

    def __init__(self, name: str) -> None:
        self.name = name

    def capabilities(self) -> Named:
        return self


class Play:
    """A stage on one database. ``rng`` chooses what moves are about."""

    def __init__(self, url: str, rng: Random, folder: Path) -> None:
        self.database, self.rng, self.now = Database(url), rng, BEGAN
        file = folder / "prices.toml"
        if not file.is_file():
            file.write_text(PRICES)
        self.board = Board(self.database, Broker("", "play"), clock=self.clock)
        self.credits = Credits(
            self.database, prices.read(file), CreditShares("a secret"), enabled=True, clock=self.clock
        )
        self.charges = Charges(
            Trial("a secret", allowance=0, clock=self.clock), self.credits, Engines([Named(name) for name in ENGINES])
        )
        self.desk = CreditDesk(self.database, self.credits, clock=self.clock)
        self.codes = CreditCodes(self.database, self.credits, clock=self.clock)
        self.closing = Closing(self.database, self.board, storage=None, profile=None, post=None, clock=self.clock)
        self.code = ""
        self.go_on_stage()

    def clock(self) -> datetime:
        return self.now

    def go_on_stage(self) -> None:
        """Be a process of its own: with claims of its own, of which it has none yet."""
        self.claims = Claims(self.database, f"w{os.getpid()}", clock=self.clock)
        self.claimed: list[Claim] = []

    def set_up(self) -> None:
        """Let people register, make a code for two of them, and make each move once: what comes is quicker then."""
        with self.database.transaction() as session:
            for number in USERS:
                name = f"user{number}"
                verified = BEGAN if number == 1 else None
                session.add(User(name, name, f"{name}@example.com", "hash", BEGAN, email_verified_at=verified))
                session.flush()
                self.credits.give_due(session, owner_of(number))
        self.code = self.codes.make(25, uses=2)["code"]
        self.desk.grant(owner_of(3), -290)
        for name in MOVES:
            self.move(name)

    def move(self, name: str) -> None:
        """Make a move; what the studio refuses is refused."""
        with suppress(*EXPECTED):
            MOVES[name](self)

    def ask(self) -> None:
        """Ask for a song, perhaps by a key that was used before."""
        owner, seconds = owner_of(self.rng.choice(USERS)), self.rng.choice(SECONDS)
        key = self.rng.choice((None, None, "one", "two"))
        engine = self.rng.choice((None, *ENGINES))
        with self.database.transaction() as session:
            name = names.unguessable()
            song = Song(owner, "Rain", name, name, self.now, duration_s=seconds)
            session.add(song)
            session.flush()
            told = {"title": "Rain", "song_id": song.id, "seconds": seconds}
            job = self.board.add(session, NewJob("music", owner, told, idempotency_key=key, engine_requested=engine))
            if job.is_new:
                self.charges.draw(session, job, seconds)
            else:
                session.delete(song)

    def claim(self) -> None:
        """Begin a job that waits."""
        if job_id := self._any(status.QUEUED):
            claim = self.claims.claim(job_id)
            self.claimed += [claim] if claim else []

    def finish(self) -> None:
        """End a job well that was begun here, if it is still ours; it stays in our hands, to be delivered again."""
        if not self.claimed:
            self.claim()
        if self.claimed:
            claim = self.rng.choice(self.claimed)
            with self.database.transaction() as session:
                next_number(session, claim.input["song_id"])
                self.claims.finish(session, claim, engine_used=self.rng.choice(ENGINES))

    def fail(self) -> None:
        """End a job badly that was begun here."""
        if self.claimed:
            self.claims.fail(self.rng.choice(self.claimed), {"code": "internal"})

    def cancel(self) -> None:
        """Call any job off."""
        if job_id := self._any(*status.ACTIVE, *status.FINAL):
            self.board.cancel(job_id)

    def retry(self) -> None:
        """Put a job up again."""
        if job_id := self._any(*status.REPEATABLE):
            with self.database.transaction() as session:
                job = self.board.retry(job_id, session=session)
                if job.is_new:
                    self.charges.draw(session, job, job.input["seconds"])

    def sweep(self) -> None:
        """Take everybody who runs for dead."""
        self.now += timedelta(hours=1)
        Salvage(self.database, f"w{os.getpid()}", clock=self.clock).sweep()

    def bury(self) -> None:
        """See to a job whose process died before it had claimed it."""
        if job_id := self._any(status.QUEUED):
            Salvage(self.database, f"w{os.getpid()}", clock=self.clock).bury(os.getpid(), job_id, -9)

    def grant(self) -> None:
        """Give or take, perhaps by a key that was used before."""
        owner, amount = owner_of(self.rng.choice(USERS)), self.rng.choice((-30, 20, 60))
        self.desk.grant(owner, amount, key=self.rng.choice((None, "one", "two")))

    def redeem(self) -> None:
        """Redeem the code, perhaps again."""
        number = self.rng.choice(USERS)
        self.codes.redeem(Caller(Person(number, "", "", "", True, False)), self.code)

    def look(self) -> None:
        """Look at an account, now or in another month: what is due is given."""
        self.now += timedelta(days=self.rng.choice((0, 0, 31)))
        self.credits.standing(owner_of(self.rng.choice(USERS)))

    def leave(self) -> None:
        """Let somebody close their account, and come back with an empty one, as nobody else does."""
        with self.database.transaction() as session:
            if user := users.hold(session, self.rng.choice(USERS)):
                self.closing._empty(session, user)

    def drain(self) -> None:
        """Bring every job to an end."""
        while job_id := self.claims.oldest() or self._any(status.STARTED):
            if claim := self.claims.claim(job_id):
                self.claims.fail(claim, {"code": "internal"})
            else:
                self.sweep()

    def faults(self) -> list[str]:
        """All that is wrong now: what the audit finds, and jobs that were not paid for as they should."""
        with self.database.transaction() as session:
            return audit.faults(session) + [fault for job in _paid(session) if (fault := self._unfair(*job))]

    def held(self) -> int:
        """What is held, of everybody."""
        with self.database.transaction() as session:
            return session.scalar(select(func.sum(CreditAccount.held))) or 0

    def kinds(self) -> Counter[str]:
        """How many lines of each kind there are."""
        with self.database.transaction() as session:
            return Counter(session.scalars(select(CreditEntry.kind)))

    def _any(self, *states: str) -> str | None:
        with self.database.transaction() as session:
            waiting = select(Job.id).where(Job.type == "music", Job.status.in_(states)).order_by(Job.created_at, Job.id)
            found = session.scalars(waiting).all()
        return self.rng.choice(found) if found else None

    def _unfair(self, job_id: str, told: dict, asked: str | None, used: str | None, paid: int) -> str | None:
        by_engine = {name: self.credits.prices.price("music", name, told["seconds"]) for name in ENGINES}
        fair = min(by_engine[asked or ENGINES[0]], by_engine[used or ENGINES[0]])
        return None if paid == fair else f"{job_id} was paid {paid}; it costs {fair}."


MOVES: dict[str, Callable[[Play], None]] = {
    name: getattr(Play, name)
    for name in (
        "ask", "claim", "finish", "fail", "cancel", "retry", "sweep", "bury", "grant", "redeem", "look", "leave",
    )
}  # fmt: skip
# Most of what happens in a studio is that songs are asked for and made.
LIKELY = (*MOVES, *3 * ("ask", "claim", "finish"), "ask", "finish")


def interleave(play: Play, seed: int) -> int:
    """Let two processes make moves at once, each of which may be killed in their midst; return how many were.

    Raises
    ------
    AssertionError
        if one ended in another way than well or by its own kill
    """
    play.database.close()
    children = [_child(play, Random(f"{seed} {number}")) for number in range(2)]
    ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert set(ends) <= {0, -signal.SIGKILL}, (seed, ends)
    return ends.count(-signal.SIGKILL)


def _child(play: Play, rng: Random) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    gc.disable()  # a collection would copy what is shared with the parent
    try:
        play.database.dispose()
        play.rng = rng
        play.go_on_stage()
        _arm(play.database, rng.randint(1, LATEST_DEATH))
        for name in rng.choices(LIKELY, k=MOVES_EACH):
            play.move(name)
        code = 0
    except BaseException:
        traceback.print_exc(file=sys.stderr)
    finally:
        os._exit(code)


def _arm(database: Database, steps: int) -> None:
    """Kill this process before its so-many-th statement or commit."""
    left = [steps]

    def step(*_: object) -> None:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(database._engine, "before_cursor_execute", step)
    event.listen(database._engine, "commit", step)


def _paid(session) -> list[tuple]:
    """Each job that went well and held credits: id, input, engine asked for and used, and what it was paid."""
    grouped = (
        select(CreditEntry.job_id, func.sum(-CreditEntry.amount).label("paid")).group_by(CreditEntry.job_id).subquery()
    )
    rows = select(Job.id, Job.input, Job.engine_requested, Job.engine_used, grouped.c.paid)
    return list(session.execute(rows.join(grouped, grouped.c.job_id == Job.id).where(Job.status == status.FINISHED)))
