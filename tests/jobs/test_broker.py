"""A broker that is there, that is away, and that does not answer."""

from __future__ import annotations

import os
import signal
import time

import pytest
from rq import Queue
from rq.serializers import JSONSerializer

from backend.jobs.broker import Broker


@pytest.fixture
def broker(server):
    now = [0.0]
    broker = Broker(server.url, "test", clock=lambda: now[0])
    broker.later = lambda: now.__setitem__(0, now[0] + 2.0)
    yield broker
    broker.forget()


def entries(broker):
    return Queue("test", connection=broker.connect(), serializer=JSONSerializer).jobs


def test_only_the_id_travels_and_nothing_is_pickled(broker):
    assert broker.push("job_1", limit_s=300.0)
    (entry,) = entries(broker)
    assert (entry.func_name, entry.args, entry.timeout, entry.result_ttl) == (
        "backend.worker.run_job",
        ["job_1"],
        360,
        0,
    )


def test_a_dropped_job_is_out_of_the_queue(broker):
    broker.push("job_1", limit_s=1.0)
    broker.push("job_2", limit_s=1.0)
    broker.drop("job_1")
    broker.drop("job_of_nobody")
    assert [entry.id for entry in entries(broker)] == ["job_2"]


def test_a_job_is_handed_over_once_and_again_only_in_its_own_place(broker):
    for job in ("job_1", "job_2", "job_2"):
        assert broker.push(job, limit_s=1.0)
    assert broker.push_again({"job_2": 9.0})
    assert [(entry.id, entry.timeout) for entry in entries(broker)] == [("job_2", 69), ("job_1", 61)]


@pytest.mark.parametrize(
    ("before", "order"),
    [
        (None, ["job_1", "job_2", "job_3", "job_4"]),
        ({}, ["job_3", "job_4", "job_1", "job_2"]),
        ({"job_1": "job_4", "job_2": "job_4"}, ["job_3", "job_1", "job_2", "job_4"]),
        ({"job_1": "job_3"}, ["job_1", "job_3", "job_4", "job_2"]),
        ({"job_1": "job_9"}, ["job_3", "job_4", "job_2"]),
    ],
)
def test_jobs_are_handed_over_again_in_their_places(broker, before, order):
    for job in ("job_2", "job_3", "job_4"):
        broker.push(job, limit_s=1.0)
    assert broker.push_again({"job_1": 1.0, "job_2": 1.0}, before)
    assert [entry.id for entry in entries(broker)] == order


def test_what_a_listener_has_taken_is_left_to_it(broker):
    broker.push("job_1", limit_s=1.0)
    queue = broker.queue(broker.connect())
    taken, _ = Queue.dequeue_any([queue], None, connection=queue.connection, serializer=JSONSerializer)
    broker.push("job_1", limit_s=1.0)
    assert queue.job_ids == []
    broker.push_again({"job_1": 1.0})
    broker.drop("job_1")
    assert queue.job_ids == []
    assert taken.get_status() == "queued"  # had it been deleted, this would raise


def test_it_says_which_jobs_it_does_not_know(broker):
    broker.push("job_1", limit_s=1.0)
    assert broker.missing(["job_1", "job_2"]) == ["job_2"]


def test_without_an_address_there_is_no_broker():
    none = Broker("", "test")
    assert not none.enabled
    assert not none.is_up()
    assert not none.push("job_1", limit_s=1.0)
    assert none.missing(["job_1"]) == []


def test_its_death_and_return_are_noticed(broker, server):
    assert broker.is_up()
    server.kill()
    assert not broker.push("job_1", limit_s=1.0)
    assert not broker.is_up()
    server.start()
    broker.later()
    assert broker.is_up()


def test_one_that_does_not_answer_costs_half_a_second_once(broker, server):
    assert broker.is_up()
    os.kill(server.process.pid, signal.SIGSTOP)
    began = time.monotonic()
    assert not broker.push("job_1", limit_s=1.0)
    first = time.monotonic() - began
    for _ in range(10):
        assert not broker.push("job_1", limit_s=1.0)
    assert first < 0.9
    assert time.monotonic() - began - first < 0.1
