"""A stream of a job's changes."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import pytest

from backend.jobs import events
from backend.jobs.board import Board
from backend.jobs.broker import Broker
from backend.jobs.claims import Claims
from backend.jobs.errors import JobNotFound
from backend.jobs.views import NewJob


class Time:
    """A clock that is moved by waiting, with something that happens at each wait."""

    def __init__(self, *happenings):
        self.now = 0.0
        self.happenings = list(happenings)

    def clock(self):
        return self.now

    def pause(self, seconds):
        self.now += seconds
        if self.happenings:
            self.happenings.pop(0)()


@pytest.fixture
def board(database):
    return Board(database, Broker("", "test"))


@pytest.fixture
def claims(database):
    return Claims(database, "me")


@pytest.fixture
def job_id(database, board):
    with database.transaction() as session:
        return board.add(session, NewJob("music", "user:1", {})).id


def stream(board, job_id, time, **more):
    return events.changes(board, job_id, "user:1", clock=time.clock, pause=time.pause, **more)


def changes(board, job_id, time, **more):
    return [view for view in stream(board, job_id, time, **more) if view]


def test_each_change_is_told_once_until_the_end(board, claims, job_id):
    def nothing():
        pass

    time = Time(nothing, lambda: claims.claim(job_id), nothing, lambda: board.cancel(job_id))
    told = changes(board, job_id, time)
    assert [view.status for view in told] == ["queued", "started", "cancelled"]
    assert [view.version for view in told] == [0, 1, 2]


def test_who_comes_back_is_not_told_again(board, job_id):
    time = Time(lambda: board.cancel(job_id))
    assert [view.status for view in changes(board, job_id, time, seen=0)] == ["cancelled"]
    assert changes(board, job_id, Time(), seen=1) == []


def test_a_quiet_stream_says_so_at_each_look_and_ends_in_time(board, job_id, monkeypatch):
    monkeypatch.setattr(events, "LONGEST_S", 60.0)
    time = Time()
    first, *rest = stream(board, job_id, time)
    assert first.status == "queued"
    assert rest == [None] * len(rest) and len(rest) == pytest.approx(60.0 / events.LOOK_S, abs=2)
    assert time.now == pytest.approx(60.0, abs=1.0)


def test_moving_up_the_queue_is_a_change(database, board, claims, job_id):
    with database.transaction() as session:
        second = board.add(session, NewJob("music", "user:1", {})).id
    time = Time(lambda: claims.claim(job_id))
    told = list(islice(filter(None, stream(board, second, time)), 2))
    assert [view.queue_position for view in told] == [2, 1]


def test_much_more_time_left_is_a_change(board, claims, job_id):
    claims.claim(job_id)
    started, left_s = board.view(job_id, "user:1"), iter([20.0, 20.0, 21.0, 30.0, 60.0])
    board.view = lambda *_: replace(started, eta_run_s=next(left_s))
    told = islice(filter(None, stream(board, job_id, Time())), 3)
    assert [view.eta_run_s for view in told] == [20.0, 30.0, 60.0]


@pytest.mark.security
def test_somebody_elses_job_has_no_stream(board, job_id):
    with pytest.raises(JobNotFound):
        events.changes(board, job_id, "user:2")
