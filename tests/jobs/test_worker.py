"""What a worker promises, with real processes, and with and without a real broker."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter

import psutil
import pytest
from queue_crew import QUICK
from queue_tools import gone, until
from redis import Redis
from rq import Queue

pytestmark = pytest.mark.slow


def test_a_job_is_done_once_and_reported(studio):
    studio.worker()
    job = studio.add("note")
    done = studio.until(job, "finished")
    assert (done.attempt, done.progress, studio.ran()) == (1, 1.0, [job])
    assert done.created_at <= done.started_at <= done.finished_at


def test_a_job_whose_horse_dies_is_done_by_another(studio):
    studio.worker()
    job = studio.add("wait")
    os.kill(studio.horse(job)[0], signal.SIGKILL)
    studio.horse(job)
    studio.go()
    assert studio.until(job, "finished", "failed").attempt == 2
    assert studio.ran() == [job]


def test_a_job_that_loses_its_horse_twice_fails_and_can_be_retried(studio):
    studio.worker()
    job = studio.add("wait")
    for _ in range(2):
        os.kill(studio.horse(job)[0], signal.SIGKILL)
    failed = studio.until(job, "failed", "finished")
    assert (failed.error["code"], failed.error["retryable"], studio.ran()) == ("worker_lost", True, [])


def test_a_frozen_horse_loses_its_job_and_its_life(studio):
    studio.worker(lease_s=1.2)
    job = studio.add("wait")
    frozen, _ = studio.horse(job)
    os.kill(frozen, signal.SIGSTOP)
    studio.horse(job)
    studio.go()
    studio.until(job, "finished")
    assert gone(frozen)
    assert studio.ran() == [job]


def test_a_worker_that_is_killed_leaves_no_process_and_no_job_behind(studio):
    worker = studio.worker(lease_s=1.2)
    job = studio.add("wait")
    horse, parent = studio.horse(job)
    worker.kill()
    until(lambda: gone(horse, parent))
    studio.worker(lease_s=1.2)
    studio.horse(job)
    studio.go()
    studio.until(job, "finished")
    assert studio.ran() == [job]


def test_a_worker_that_is_stopped_gives_its_job_back_uncounted_within_two_seconds(studio):
    worker = studio.worker()
    job = studio.add("wait")
    horse, parent = studio.horse(job)
    asked = time.monotonic()
    worker.terminate()
    worker.join(5)
    assert time.monotonic() - asked < 2.0
    assert worker.exitcode == 0
    assert gone(horse, parent)
    given_back = studio.view(job)
    assert (given_back.status, given_back.attempt, given_back.started_at) == ("queued", 0, None)
    assert studio.board.health()["workers"] == 0


def test_a_running_job_that_is_cancelled_stops_within_a_second(studio):
    studio.worker()
    job = studio.add("wait")
    horse, _ = studio.horse(job)
    assert studio.board.cancel(job, "user:1").status == "cancelled"
    until((studio.folder / f"{job}.stopped").exists, 1.0)
    until(lambda: gone(horse), 1.0)
    assert studio.until(studio.add("note"), "finished")


def test_a_task_that_is_deaf_to_cancelling_is_ended_within_a_second(studio):
    studio.worker()
    job = studio.add("stubborn")
    horse, _ = studio.horse(job)
    studio.board.cancel(job, "user:1")
    until(lambda: gone(horse), 1.0)
    studio.go()
    next_job = studio.add("note")
    studio.until(next_job, "finished")
    assert (studio.view(job).status, studio.ran()) == ("cancelled", [next_job])


def test_a_cancelled_job_that_waits_is_never_begun(studio):
    studio.worker()
    first, second = studio.add("wait"), studio.add("note")
    studio.horse(first)
    studio.board.cancel(second, "user:1")
    studio.go()
    studio.until(studio.add("note"), "finished")
    assert second not in studio.ran()
    assert studio.view(second).started_at is None


def test_a_refusal_is_told_and_a_bug_is_named_by_the_job(studio):
    studio.worker()
    refused, broken = studio.add("refuse"), studio.add("crash")
    told = studio.until(refused, "failed").error
    assert told == {"code": "studio", "message": "Not with these notes.", "retryable": False}
    bug = studio.until(broken, "failed").error
    assert (bug["code"], bug["retryable"]) == ("internal", True)
    assert broken in bug["message"]


@pytest.mark.parametrize("how", ["raise", "kill"])
def test_a_horse_that_dies_before_its_claim_uses_up_an_attempt_and_rests(studio, how):
    studio.worker()
    studio.break_starts(how)
    failed = studio.until(studio.add("note"), "failed")
    assert (failed.error["code"], failed.attempt, failed.started_at) == ("worker_lost", 2, None)
    first, second = studio.starts()
    assert second - first >= QUICK.rest_s
    studio.break_starts("")
    assert studio.until(studio.add("note"), "finished").attempt == 1


def rests_of(server):
    """What RQ keeps of jobs, once it has cleared what it keeps for no time."""
    with Redis.from_url(server.url) as connection:
        Queue("test", connection=connection).failed_job_registry.cleanup()
        kept = ("rq:job:", "rq:results:", "rq:executions:", "rq:execution:", "rq:failed:", "rq:wip:", "rq:queue:")
        return [key for key in map(bytes.decode, connection.keys()) if key.startswith(kept)]


@pytest.mark.parametrize("task", ["wait", "stubborn"])
def test_cancelling_leaves_no_trace_in_the_broker_and_no_alarm_in_the_log(queued, server, task):
    queued.worker()
    running, waiting = queued.add(task), queued.add("note")
    horse, _ = queued.horse(running)
    for job in (waiting, running):
        queued.board.cancel(job, "user:1")
    until(lambda: gone(horse))
    queued.until(queued.add("crash"), "failed")
    until(lambda: not rests_of(server))
    assert queued.log().count("Traceback") == 1  # the crash's own
    assert running not in queued.log()


def test_a_killed_horse_leaves_no_trace_in_the_broker(queued, server):
    queued.worker()
    job = queued.add("wait")
    for _ in range(2):
        os.kill(queued.horse(job)[0], signal.SIGKILL)
    queued.until(job, "failed")
    until(lambda: not rests_of(server))


def test_a_job_that_is_given_back_is_announced_with_its_real_limit(queued):
    worker = queued.worker()
    job = queued.add("wait", length_s=300.0)
    queued.horse(job)
    worker.terminate()
    worker.join(5)
    (entry,) = queued.broker.queue(queued.broker.connect()).jobs
    assert (entry.id, entry.timeout) == (job, QUICK.limit_s(300.0) + 60)


def test_two_workers_never_do_the_same_job(studio):
    studio.worker()
    studio.worker()
    jobs = [studio.add("note") for _ in range(10)]
    for job in jobs:
        studio.until(job, "finished")
    assert sorted(studio.ran()) == sorted(jobs)


def test_a_killed_listener_is_replaced(queued):
    queued.worker()
    job = queued.add("wait")
    _, listener = queued.horse(job)
    os.kill(listener, signal.SIGKILL)
    _, another = queued.horse(job)
    queued.go()
    assert queued.until(job, "finished").attempt == 2
    assert another != listener


def test_a_job_under_way_survives_the_brokers_death(queued, server):
    queued.worker()
    job = queued.add("wait")
    queued.horse(job)
    server.kill()
    later = queued.add("note")
    queued.go()
    assert queued.until(job, "finished").attempt == 1
    queued.until(later, "finished")
    assert queued.ran() == [job, later]


def test_the_brokers_return_is_noticed(queued, server):
    worker = queued.worker()
    queued.until(queued.add("note"), "finished")
    server.kill()
    until(lambda: not psutil.Process(worker.pid).children())
    server.start()
    until(lambda: psutil.Process(worker.pid).children())
    job = queued.add("wait")
    _, parent = queued.horse(job)
    assert parent != worker.pid  # the listener's horse, not the worker's own


def test_jobs_that_the_broker_forgot_are_announced_again_and_keep_their_turns(queued, server):
    queued.worker()
    first = queued.add("wait")
    queued.horse(first)
    a, b, c = jobs = [queued.add("note") for _ in range(3)]
    server.kill()
    server.start()
    queue = queued.broker.queue(queued.broker.connect())
    until(lambda: queue.job_ids == [a, b, c])
    queued.broker.drop(a)
    until(lambda: queue.job_ids == [a, b, c])
    queued.broker.drop(b)
    until(lambda: queue.job_ids == [a, b, c])
    queued.broker.drop(c)
    until(lambda: queue.job_ids == [a, b, c])
    queued.go()
    for job in [first, *jobs]:
        queued.until(job, "finished")
    assert queued.ran() == [first, a, b, c]


def test_no_job_runs_twice_when_the_broker_dies_in_the_middle(queued, server):
    queued.worker()
    jobs = []
    for number in range(24):
        jobs.append(queued.add("note"))
        if number == 8:
            server.kill()
        if number == 16:
            server.start()
    for job in jobs:
        queued.until(job, "finished", "failed")
    assert Counter(queued.ran()) == Counter(jobs)
