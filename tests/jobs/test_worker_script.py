"""``cd backend && python worker.py``, as people type it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing

import pytest
from queue_tools import until

from backend.config import PROJECT_ROOT


@pytest.mark.slow
@pytest.mark.security
def test_nobody_else_can_read_the_tables(tmp_path):
    environ = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "SECRET_KEY": "x" * 40}
    subprocess.run([sys.executable, "-m", "backend.cli", "migrate"], cwd=PROJECT_ROOT, env=environ, check=True)
    assert (tmp_path / "storage" / "studio.db").stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_the_script_finds_its_project_and_says_what_is_missing(tmp_path):
    environ = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "worker.py"],
        cwd=PROJECT_ROOT / "backend",
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert "SECRET_KEY is missing" in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.slow
def test_two_workers_started_alone_on_nothing_make_their_tables_and_wait_for_work(tmp_path):
    environ = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "REDIS_URL": "none"}
    environ["SECRET_KEY"] = "a secret that only the tests know, long enough"
    argv, folder = [sys.executable, "worker.py"], PROJECT_ROOT / "backend"
    with ExitStack() as ends, (tmp_path / "said").open("w") as said:
        workers = [ends.enter_context(subprocess.Popen(argv, cwd=folder, env=environ, stderr=said)) for _ in range(2)]
        for worker in workers:
            ends.callback(worker.kill)
        until(lambda: signed_on(tmp_path / "storage" / "studio.db") == 2 or ended(workers), 60)
        for worker in workers:
            worker.terminate()
        codes = [worker.wait(10) for worker in workers]
    assert (codes, (tmp_path / "said").read_text()) == ([0, 0], "")


def ended(workers):
    """Tell whether one has ended that was not asked to."""
    return any(worker.poll() is not None for worker in workers)


def signed_on(file):
    """Count the workers in the table, as soon as there is one."""
    if not file.exists():
        return 0
    try:
        with closing(sqlite3.connect(file)) as tables:
            return tables.execute("SELECT count(*) FROM workers").fetchone()[0]
    except sqlite3.OperationalError:
        return 0
