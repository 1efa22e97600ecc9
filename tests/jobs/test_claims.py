"""Who may run a job, and what is left to those that may not any more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from backend.db.models import Job
from backend.jobs.claims import Hold
from backend.jobs.errors import ClaimLost
from backend.jobs.views import NewJob


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


def test_who_lost_the_claim_can_write_nothing(claims, salvage, database, clock, job_id):
    lost = claims.claim(job_id)
    clock.later(21)
    salvage.sweep()
    mine = claims.claim(job_id)
    assert claims.keep(lost, renew=True, told=("stolen", 0.9)) is Hold.LOST
    with pytest.raises(ClaimLost), database.transaction() as session:
        claims.finish(session, lost, result={"stolen": True})
    with pytest.raises(ClaimLost):
        claims.fail(lost, {"code": "stolen"})
    assert claims.keep(mine, renew=False, told=None) is Hold.MINE
    with database.transaction() as session:
        assert session.get(Job, job_id).stage == ""


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
