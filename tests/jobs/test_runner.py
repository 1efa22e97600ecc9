"""How a run ends, and how it is called off."""

from __future__ import annotations

import os
from threading import Event

import pytest
from queue_crew import QUICK

from backend.jobs import heartbeat
from backend.jobs.board import Board
from backend.jobs.broker import Broker
from backend.jobs.claims import Claims
from backend.jobs.heartbeat import Heartbeat
from backend.jobs.progress import Run
from backend.jobs.runner import Tasks, run_job
from backend.jobs.salvage import Salvage
from backend.jobs.timing import Timing
from backend.jobs.views import NewJob
from backend.studio.errors import Cancelled

PATIENCE_S = 5.0


@pytest.fixture
def claims(database):
    return Claims(database, "me", timing=QUICK)


@pytest.fixture
def board(database):
    return Board(database, Broker("", "test"), timing=QUICK)


@pytest.fixture
def job_id(database, board):
    with database.transaction() as session:
        return board.add(session, NewJob("music", "user:1", {"prompt": "rain"})).id


def test_a_task_without_a_result_ends_well(claims, board, job_id):
    run_job(job_id, claims, lambda run: None)
    assert board.view(job_id).status == "finished"


def test_a_job_that_is_not_to_be_had_is_left_alone(claims, board, job_id):
    board.cancel(job_id)
    run_job(job_id, claims, pytest.fail)
    run_job("job_of_nobody", claims, pytest.fail)


def test_an_unknown_type_is_refused_by_name(claims, board, job_id):
    run_job(job_id, claims, Tasks({"dance": "nowhere:dance"}, None))
    assert board.view(job_id).error == {
        "code": "unknown_name",
        "message": "There is no task for jobs of type 'music'; known: dance.",
        "retryable": False,
    }


def test_progress_is_written_while_the_task_works(claims, board, job_id):
    def perform(run):
        run.report("mixing", 0.25)
        deadline = Event()
        while board.view(job_id).progress != 0.25:
            assert not deadline.wait(0.01)
        assert board.view(job_id).stage == "mixing"

    run_job(job_id, claims, perform)
    assert board.view(job_id).status == "finished"


def test_progress_stays_between_nothing_and_all():
    run = Run(None, None)
    for told, kept in ((-1.0, 0.0), (7.0, 1.0)):
        run.report("mixing", told)
        assert run.take_news() == ("mixing", kept)


def test_a_task_learns_that_it_was_cancelled(claims, board, job_id):
    def perform(run):
        board.cancel(job_id)
        assert run.called_off.wait(PATIENCE_S)
        raise Cancelled("Called off.")

    run_job(job_id, claims, perform)
    view = board.view(job_id)
    assert (view.status, view.error) == ("cancelled", None)


def test_a_task_that_finds_its_claim_gone_keeps_nothing(claims, database, board, job_id):
    def perform(run):
        Salvage(database, "me").release()
        with database.transaction() as session:
            run.finish(session, result={"song_id": 1})

    run_job(job_id, claims, perform)
    assert (board.view(job_id).status, board.view(job_id).result) == ("queued", None)


def test_a_run_that_hangs_is_given_up_and_ended(database, board, job_id, monkeypatch):
    monkeypatch.setattr(Timing, "limit_s", lambda _self, _length_s: 0.0)
    claims = Claims(database, "me", timing=QUICK)
    left = Event()
    with Heartbeat(claims, Run(claims, claims.claim(job_id)), leave=left.set):
        assert left.wait(PATIENCE_S)
    assert board.view(job_id).error["code"] == "timed_out"


def test_a_run_whose_worker_died_ends(claims, job_id, monkeypatch):
    left = Event()
    with Heartbeat(claims, Run(claims, claims.claim(job_id)), leave=left.set):
        monkeypatch.setattr(heartbeat.os, "getppid", os.getpid)
        assert left.wait(PATIENCE_S)
