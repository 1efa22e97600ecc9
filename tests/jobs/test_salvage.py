"""What becomes of jobs whose run is dead."""

from __future__ import annotations

import pytest

from backend.jobs.claims import Hold
from backend.jobs.processes import CALLED_OFF
from backend.jobs.salvage import Salvage


def test_a_renewed_lease_is_not_swept(claims, salvage, clock, job_id):
    claim = claims.claim(job_id)
    clock.later(15)
    assert claims.keep(claim, renew=True, told=None) is Hold.MINE
    clock.later(15)
    assert salvage.sweep().back == ()


def test_a_lost_job_is_put_back_once_and_then_failed(claims, salvage, board, clock, job_id):
    for expected in ("queued", "failed"):
        claims.claim(job_id)
        clock.later(21)
        salvage.sweep()
        assert board.view(job_id).status == expected
    view = board.view(job_id)
    assert (view.error["code"], view.error["retryable"], view.attempt) == ("worker_lost", True, 2)


def test_what_a_dead_process_held_need_not_wait_for_the_lease(claims, salvage, database, clock, job_id):
    claim = claims.claim(job_id)
    pid = claim.token.split(".")[1]
    assert Salvage(database, "another", clock=clock).sweep(dead=pid).back == ()
    assert salvage.sweep(dead="1").back == ()
    assert salvage.sweep(dead=pid).back == (job_id,)


def test_a_released_job_counts_no_attempt(claims, salvage, board, job_id):
    claims.claim(job_id)
    assert salvage.release() == {job_id: 60.0}
    assert (board.view(job_id).status, board.view(job_id).attempt) == ("queued", 0)


def test_a_process_that_never_claimed_its_job_uses_up_an_attempt(salvage, board, job_id):
    assert salvage.bury(1, job_id, -9)
    assert (board.view(job_id).status, board.view(job_id).attempt) == ("queued", 1)
    assert salvage.bury(1, job_id, -9)
    assert (board.view(job_id).status, board.view(job_id).attempt) == ("failed", 2)


def test_what_a_process_had_claimed_is_counted_once(claims, salvage, board, job_id):
    pid = int(claims.claim(job_id).token.split(".")[1])
    assert not salvage.bury(pid, job_id, -9)
    assert (board.view(job_id).status, board.view(job_id).attempt) == ("queued", 1)


@pytest.mark.parametrize("code", [0, CALLED_OFF])
def test_a_process_that_ended_as_it_should_uses_up_nothing(salvage, board, job_id, code):
    assert not salvage.bury(1, job_id, code)
    assert board.view(job_id).attempt == 0


def test_a_worker_that_is_silent_too_long_is_overdue(claims, salvage, clock, job_id):
    claims.claim(job_id)
    assert salvage.is_busy()
    assert not salvage.is_busy(overdue=True)
    clock.later(21)
    assert salvage.is_busy(overdue=True)
