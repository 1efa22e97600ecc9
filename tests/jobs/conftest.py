"""A migrated database, a job on a board under a clock that is moved by hand, a broker, studios with and without one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from multiprocessing import forkserver
from pathlib import Path

import databases
import pytest
from queue_tools import FORKS, BrokerServer, Studio

from backend.db.session import Database
from backend.jobs.board import Board
from backend.jobs.broker import Broker
from backend.jobs.claims import Claims
from backend.jobs.salvage import Salvage
from backend.jobs.views import NewJob


class Clock:
    """A time that moves when told."""

    def __init__(self):
        self.now = datetime(2026, 11, 21, tzinfo=UTC)

    def __call__(self):
        return self.now

    def later(self, seconds):
        self.now += timedelta(seconds=seconds)


@pytest.fixture(scope="session", autouse=True)
def forks() -> None:
    """Start the process that workers are forked from; before Python 3.13 it only hears of paths by the environment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        FORKS.set_forkserver_preload(["queue_crew"])
        forkserver.ensure_running()


@pytest.fixture(params=databases.KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def database(databases_there: databases.Sqlite | databases.Postgres, tmp_path: Path) -> Iterator[Database]:
    database = Database(databases_there.fresh(tmp_path))
    yield database
    database.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[BrokerServer]:
    server = BrokerServer(tmp_path)
    yield server
    server.kill()


@pytest.fixture
def queued(tmp_path: Path, database: Database, server: BrokerServer) -> Iterator[Studio]:
    """A studio with a broker."""
    studio = Studio(tmp_path, database, server.url)
    yield studio
    studio.close()


@pytest.fixture
def direct(tmp_path: Path, database: Database) -> Iterator[Studio]:
    """A studio without a broker."""
    studio = Studio(tmp_path, database, "")
    yield studio
    studio.close()


@pytest.fixture(params=["queued", "direct"])
def studio(request: pytest.FixtureRequest, database: Database) -> Studio:
    """A studio, once with and once without a broker; the database is named since it comes in two kinds."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def claims(database, clock):
    return Claims(database, "me", clock=clock)


@pytest.fixture
def salvage(database, clock):
    return Salvage(database, "me", clock=clock)


@pytest.fixture
def board(database, clock):
    return Board(database, Broker("", "test"), clock=clock)


@pytest.fixture
def job_id(database, board):
    with database.transaction() as session:
        return board.add(session, NewJob("music", "user:1", {"prompt": "rain"}, length_s=60.0, seed=7)).id
