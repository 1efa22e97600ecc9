"""What those who ask for work can do and see."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from backend.jobs.board import Board
from backend.jobs.broker import Broker
from backend.jobs.claims import Claims
from backend.jobs.errors import JobNotFound, JobNotRepeatable, KeyInUse
from backend.jobs.estimate import Line
from backend.jobs.roster import Roster
from backend.jobs.timing import Timing
from backend.jobs.views import NewJob

FIELDS = [
    *("id", "type", "status", "stage", "progress", "queue_position", "eta_queue_s", "eta_run_s"),
    *("created_at", "started_at", "finished_at", "attempt", "retry_of", "idempotency_key", "input", "seed"),
    *("engine_requested", "engine_used", "fallback_reason", "outputs", "result", "error", "links"),
]
NOW = datetime(2026, 11, 21, 4, 0, 0, 120_000, tzinfo=UTC)


@pytest.fixture
def board(database):
    return Board(
        database,
        Broker("", "test"),
        clock=lambda: NOW,
        priors={"music": Line(1.0, 0.1)},
    )


@pytest.fixture
def claims(database):
    return Claims(database, "me", clock=lambda: NOW)


def put_up(database, board, **given):
    with database.transaction() as session:
        return board.add(session, NewJob(**{"type": "music", "owner": "user:1", "input": {"prompt": "rain"}} | given))


def test_a_job_shows_everything_and_is_json(database, board):
    job = put_up(database, board, length_s=60.0, seed=7, engine_requested="composer", idempotency_key="k")
    shown = board.view(job.id, "user:1").to_dict()
    assert list(shown) == FIELDS
    assert shown["created_at"] == "2026-11-21T04:00:00.120Z"
    assert json.loads(json.dumps(shown))["input"] == {"prompt": "rain"}


def test_a_job_that_was_rolled_back_was_never_there(database, board):
    with pytest.raises(RuntimeError), database.transaction() as session:
        job = board.add(session, NewJob("music", "user:1", {}))
        raise RuntimeError
    with pytest.raises(JobNotFound):
        board.view(job.id)


def test_an_idempotency_key_makes_a_double_click_one_job(database, board):
    first = put_up(database, board, idempotency_key="k")
    again = put_up(database, board, idempotency_key="k")
    other = put_up(database, board, idempotency_key="k", owner="user:2")
    assert (first.is_new, again.is_new, other.is_new) == (True, False, True)
    assert again.id == first.id != other.id


def test_a_key_stands_for_one_type_of_job_and_one_retry(database, board):
    put_up(database, board, idempotency_key="k")
    for other in ({"type": "edit"}, {"retry_of": "job_1"}):
        with pytest.raises(KeyInUse, match=r"'k' was used for job job_\w+, which is another request; send a new key\."):
            put_up(database, board, idempotency_key="k", **other)


def test_jobs_without_a_key_are_all_different(database, board):
    assert len({put_up(database, board).id for _ in range(3)}) == 3


@pytest.mark.security
def test_somebody_elses_job_is_not_there(database, board):
    job = put_up(database, board)
    for look in (board.view, board.cancel, board.retry):
        with pytest.raises(JobNotFound):
            look(job.id, "user:2")
    assert board.list("user:2").count == 0
    assert board.view(job.id, "user:1").status == "queued"


def test_the_list_is_paged_newest_first(database, board):
    times = iter(NOW + timedelta(seconds=second) for second in range(100))
    board = Board(database, Broker("", "test"), clock=lambda: next(times))
    jobs = [put_up(database, board).id for _ in range(5)]
    page = board.list("user:1", page=2, page_size=2)
    assert page.count == 5
    assert [job.id for job in page.jobs] == [jobs[2], jobs[1]]


def test_cancelling_is_immediate_and_only_once(database, board, claims):
    job = put_up(database, board)
    assert board.cancel(job.id, "user:1").status == "cancelled"
    assert board.cancel(job.id, "user:1").finished_at == NOW
    assert claims.claim(job.id) is None


def test_what_is_finished_cannot_be_cancelled(database, board, claims):
    job = put_up(database, board)
    claim = claims.claim(job.id)
    with database.transaction() as session:
        claims.finish(session, claim)
    assert board.cancel(job.id, "user:1").status == "finished"


def test_a_retry_is_a_new_job_with_the_same_input(database, board):
    job = put_up(database, board, length_s=60.0, seed=7, engine_requested="composer", idempotency_key="k")
    board.cancel(job.id)
    again = board.retry(job.id, "user:1")
    assert again.id != job.id
    assert (again.retry_of, again.input, again.seed, again.engine_requested, again.status) == (
        job.id,
        job.input,
        7,
        "composer",
        "queued",
    )


def test_two_retries_at_once_are_one_job_whatever_their_keys(database, board):
    job_id = put_up(database, board).id
    board.cancel(job_id)
    with ThreadPoolExecutor(1) as pool:
        with database.transaction() as session:
            first = board.retry(job_id, session=session, idempotency_key="one")
            second = pool.submit(board.retry, job_id, idempotency_key="two")
            wait([second], timeout=0.3)
        assert (second.result().id, second.result().is_new) == (first.id, False)


def test_only_what_went_wrong_can_be_retried(database, board):
    with pytest.raises(JobNotRepeatable, match="is queued"):
        board.retry(put_up(database, board).id, "user:1")


def test_links_say_what_can_be_done_now(database, board):
    job = put_up(database, board)
    assert set(job.links()) == {"self", "events", "cancel"}
    assert set(board.cancel(job.id).links()) == {"self", "events", "retry"}


def test_waiting_and_running_are_told_apart(database, board, claims):
    Roster(database, "me", Timing(), lambda: NOW).sign_on()
    running = put_up(database, board, length_s=60.0)
    claims.claim(running.id)
    waiting = [put_up(database, board, length_s=length_s) for length_s in (30.0, 100.0)]
    views = sorted((board.view(job.id) for job in waiting), key=lambda view: view.queue_position)
    assert [view.queue_position for view in views] == [1, 2]
    assert views[0].eta_queue_s == pytest.approx(7.0)
    assert views[1].eta_queue_s == pytest.approx(7.0 + views[0].eta_run_s)
    assert {view.eta_run_s for view in views} == {4.0, 11.0}
    started = board.view(running.id)
    assert (started.queue_position, started.eta_queue_s, started.eta_run_s) == (None, None, 7.0)


def test_two_workers_share_the_queue(database, board, claims):
    for name in ("one", "two"):
        Roster(database, name, Timing(), lambda: NOW).sign_on()
    jobs = [put_up(database, board, length_s=60.0).id for _ in range(4)]
    views = sorted((board.view(job) for job in jobs), key=lambda view: view.queue_position)
    assert [view.eta_queue_s for view in views] == [0.0, 0.0, 7.0, 10.5]


def test_what_nobody_knows_is_none(database, board):
    Roster(database, "me", Timing(), lambda: NOW).sign_on()
    put_up(database, board, type="dance")
    strange = board.view(put_up(database, board, type="dance").id)
    assert strange.eta_run_s is None
    assert board.estimate("dance", 60.0) is None
    assert board.estimate("music", 60.0) == 7.0


def test_without_a_worker_nobody_knows_how_long_the_queue_takes(database, board):
    job = board.view(put_up(database, board, length_s=60.0).id)
    assert (job.eta_queue_s, job.eta_run_s) == (None, 7.0)


@pytest.fixture
def statements(database):
    """What was asked of the database, in order."""
    asked = []
    note = lambda *told: asked.append(told[2])  # noqa: E731 - the same function is listened with and taken away
    event.listen(database._engine, "before_cursor_execute", note)
    yield asked
    event.remove(database._engine, "before_cursor_execute", note)


def test_looking_costs_few_statements(database, board, claims, statements):
    done, running, *waiting = (put_up(database, board, length_s=60.0).id for _ in range(4))
    with database.transaction() as session:
        claims.finish(session, claims.claim(done))
    claims.claim(running)
    board.estimate("music", 60.0)  # what a type takes is remembered for a moment
    most = {
        board.health: 1,
        lambda: board.view(done): 1,
        lambda: board.view(running): 1,
        lambda: board.view(waiting[-1]): 4,
    }
    for look, number in most.items():
        statements.clear()
        look()
        assert len(statements) <= number


def test_health_counts_jobs_and_living_workers(database, board, claims):
    Roster(database, "dead", Timing(), lambda: NOW - timedelta(seconds=21)).sign_on()
    Roster(database, "alive", Timing(), lambda: NOW).sign_on()
    claims.claim(put_up(database, board).id)
    put_up(database, board)
    assert board.health() == {
        "redis": False,
        "rq_enabled": False,
        "workers": 1,
        "mode": "direct",
        "queued": 1,
        "started": 1,
    }
