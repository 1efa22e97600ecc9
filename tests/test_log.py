"""Log files: who wrote what about what, and how large they may become."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from backend import log
from backend.log import SharedLogFile


@pytest.fixture
def settings(tmp_path):
    root = logging.getLogger()
    before = root.level
    yield SimpleNamespace(log_dir=tmp_path / "logs")
    for handler in [handler for handler in root.handlers if isinstance(handler, (SharedLogFile, log._Terminal))]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(before)
    log.bind()


def test_each_line_says_what_it_is_about(settings):
    log.setup(settings, "api")
    log.bind(request_id="4f1c")
    logging.getLogger("studio").info("first")
    with log.bound(job_id="job_1"):
        logging.getLogger("studio").info("second")
    logging.getLogger("studio").info("third")
    lines = (settings.log_dir / "api.log").read_text().splitlines()
    assert ["[request 4f1c]" in line for line in lines] == [True, False, True]
    assert "[job_1]" in lines[1] or "[job job_1]" in lines[1]
    assert lines[0].split()[0].endswith("Z")


def test_a_process_that_becomes_another_changes_its_file(settings):
    log.setup(settings, "worker")
    log.setup(settings, "tasks")
    logging.getLogger("studio").warning("once")
    assert "once" in (settings.log_dir / "tasks.log").read_text()
    assert "once" not in (settings.log_dir / "worker.log").read_text()


def lines(folder):
    files = [path for path in folder.glob("x.log*") if path.suffix != ".lock"]
    return [line for path in files for line in path.read_text().splitlines()]


def speak(path, who, times):
    handler = SharedLogFile(path, max_bytes=2_000, kept=50)
    for n in range(times):
        handler.emit(logging.makeLogRecord({"msg": f"{who} {n:04}"}))
    handler.close()


def test_a_full_file_is_moved_away_and_old_ones_go(tmp_path):
    handler = SharedLogFile(tmp_path / "x.log", max_bytes=100, kept=2)
    for n in range(100):
        handler.emit(logging.makeLogRecord({"msg": f"line {n:04}"}))
    handler.close()
    kept = [path for path in tmp_path.glob("x.log*") if path.suffix != ".lock"]
    assert {path.name for path in kept} == {"x.log", "x.log.1", "x.log.2"}
    assert all(Path(path).stat().st_size <= 100 for path in kept)


# Python 3.12 warns of forking while other libraries' threads are alive; these children use none of them.
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_processes_that_share_a_file_lose_no_line(tmp_path):
    children = []
    for who in "abc":
        child = os.fork()
        if child == 0:
            try:
                speak(tmp_path / "x.log", who, 300)
            finally:
                os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    assert sorted(lines(tmp_path)) == sorted(f"{who} {n:04}" for who in "abc" for n in range(300))
