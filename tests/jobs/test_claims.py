"""Who may run a job, and what is left to those that may not any more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from backend.db.models import Job
from backend.jobs.board import Board
from backend.jobs.broker import Broker
from backend.jobs.claims import Claims, Hold
from backend.jobs.errors import ClaimLost
from backend.jobs.views import NewJob


class Clock:
    """A time that moves when told."""

    def __init__(self):
        self.now = datetime(2026, 11, 21, tzinfo=UTC)

    def __call__(self):
        return self.now

    def later(self, seconds):
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def claims(database, clock):
    return Claims(database, "me", clock=clock)


@pytest.fixture
def board(database, clock):
    return Board(database, Broker("", "test"), clock=clock)


@pytest.fixture
def job_id(database, board):
    with database.transaction() as session:
        return board.add(session, NewJob("music", "user:1", {"prompt": "rain"}, length_s=60.0, seed=7)).id


def test_a_claim_knows_what_to_do(claims, job_id):
    claim = claims.claim(job_id)
    assert (claim.type, claim.input, claim.seed, claim.length_s, claim.attempt) == (
        "music",
        {"prompt": "rain"},
        7,
        60.0,
        1,
    )


def test_a_job_is_claimed_once(claims, job_id):
    assert claims.claim(job_id)
    assert claims.claim(job_id) is None


def test_nothing_is_started_without_a_lease(claims, database, clock, job_id):
    claims.claim(job_id)
    with database.transaction() as session:
        assert session.get(Job, job_id).lease_until == clock() + timedelta(seconds=20)


def test_the_oldest_job_is_next(claims, database, board, clock, job_id):
    clock.later(-1)
    with database.transaction() as session:
        older = board.add(session, NewJob("music", "user:1", {})).id
    assert claims.oldest() == older


def test_a_renewed_lease_is_not_swept(claims, clock, job_id):
    claim = claims.claim(job_id)
    clock.later(15)
    assert claims.keep(claim, renew=True, told=None) is Hold.MINE
    clock.later(15)
    assert claims.sweep().back == ()


def test_a_lost_job_is_put_back_once_and_then_failed(claims, board, clock, job_id):
    for expected in ("queued", "failed"):
        claims.claim(job_id)
        clock.later(21)
        claims.sweep()
        assert board.view(job_id).status == expected
    view = board.view(job_id)
    assert (view.error["code"], view.error["retryable"], view.attempt) == ("worker_lost", True, 2)


def test_what_a_dead_process_held_need_not_wait_for_the_lease(claims, database, clock, job_id):
    claim = claims.claim(job_id)
    pid = claim.token.split(".")[1]
    assert Claims(database, "another", clock=clock).sweep(dead=pid).back == ()
    assert claims.sweep(dead="1").back == ()
    assert claims.sweep(dead=pid).back == (job_id,)


def test_a_released_job_counts_no_attempt(claims, board, job_id):
    claims.claim(job_id)
    assert claims.release() == (job_id,)
    assert (board.view(job_id).status, board.view(job_id).attempt) == ("queued", 0)


def test_who_lost_the_claim_can_write_nothing(claims, database, board, clock, job_id):
    lost = claims.claim(job_id)
    clock.later(21)
    claims.sweep()
    mine = claims.claim(job_id)
    assert claims.keep(lost, renew=True, told=("stolen", 0.9)) is Hold.LOST
    with pytest.raises(ClaimLost), database.transaction() as session:
        claims.finish(session, lost, result={"stolen": True})
    with pytest.raises(ClaimLost):
        claims.fail(lost, {"code": "stolen"})
    assert claims.keep(mine, renew=False, told=None) is Hold.MINE
    assert board.view(job_id).stage == ""


def test_a_cancelled_run_can_write_nothing(claims, database, board, job_id):
    claim = claims.claim(job_id)
    board.cancel(job_id, "user:1")
    assert claims.keep(claim, renew=True, told=("late", 0.9)) is Hold.LOST
    with pytest.raises(ClaimLost), database.transaction() as session:
        claims.finish(session, claim)
    assert board.view(job_id).status == "cancelled"


def test_the_end_of_a_job_goes_in_with_the_callers_rows_or_not_at_all(claims, database, board, job_id):
    claim = claims.claim(job_id)
    with pytest.raises(RuntimeError), database.transaction() as session:
        claims.finish(session, claim, result={"song_id": 1})
        raise RuntimeError("the song could not be stored")
    assert board.view(job_id).status == "started"
    with database.transaction() as session:
        claims.finish(session, claim, result={"song_id": 1}, outputs=[{"kind": "master"}], engine_used="composer")
    view = board.view(job_id)
    assert (view.status, view.result, view.engine_used) == ("finished", {"song_id": 1}, "composer")
    assert claims.keep(claim, renew=True, told=None) is Hold.OVER


def test_a_worker_that_is_silent_too_long_is_overdue(claims, clock, job_id):
    claims.claim(job_id)
    assert claims.is_busy()
    assert not claims.is_busy(overdue=True)
    clock.later(21)
    assert claims.is_busy(overdue=True)
