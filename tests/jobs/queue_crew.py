"""A worker for the tests: the real supervisor, listener and broker, with tasks that wait for files."""

from __future__ import annotations

import json
import logging
import os
import signal
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

from backend.db.session import Database
from backend.jobs.broker import Broker
from backend.jobs.claims import Claims
from backend.jobs.crew import Crew
from backend.jobs.processes import die_with
from backend.jobs.progress import Run
from backend.jobs.runner import Tasks
from backend.jobs.supervisor import Supervisor
from backend.jobs.timing import Timing
from backend.studio.errors import Cancelled, StudioError

QUICK = Timing(
    poll_s=0.02,
    probe_s=0.1,
    announce_s=0.3,
    sweep_s=0.3,
    lease_s=10.0,
    renew_s=0.3,
    look_s=0.05,
    write_s=0.02,
    grace_s=0.3,
    rest_s=0.2,
)
TASKS = {name: f"queue_crew:{name}" for name in ("note", "wait", "stubborn", "refuse", "crash")}


def note(folder: Path, run: Run) -> None:
    """Write down that the job ran: the side effect that must happen once."""
    with (folder / "ran").open("a") as ran:
        ran.write(f"{run.job_id} {run.attempt}\n")


def wait(folder: Path, run: Run) -> None:
    """Say who runs, and wait to be let go."""
    (folder / f"{run.job_id}.running").write_text(f"{os.getpid()} {os.getppid()}")
    run.report("waiting", 0.5)
    while not (folder / "go").exists():
        if run.cancelled():
            (folder / f"{run.job_id}.stopped").touch()
            raise Cancelled("Called off.")
        time.sleep(0.005)
    note(folder, run)


def stubborn(folder: Path, run: Run) -> None:
    """Wait to be let go, deaf to everything else."""
    (folder / f"{run.job_id}.running").write_text(f"{os.getpid()} {os.getppid()}")
    while not (folder / "go").exists():
        time.sleep(0.005)
    note(folder, run)


def refuse(folder: Path, run: Run) -> None:
    raise StudioError("Not with these notes.")


def crash(folder: Path, run: Run) -> None:
    raise ZeroDivisionError("a bug")


def settle() -> None:
    """Die before the job is claimed, as often as the test has asked for it; each start leaves a line."""
    given = json.loads(os.environ["QUEUE_CREW"])
    deaths = Path(given["folder"]) / "deaths"
    if not deaths.exists():
        return
    with (Path(given["folder"]) / "starts").open("a") as starts:
        starts.write(f"{time.monotonic()}\n")
    if kind := deaths.read_text():
        if kind == "raise":
            raise OSError("The disk is full.")
        os.kill(os.getpid(), signal.SIGKILL)


def run_job(job_id: str) -> None:
    crew().run(job_id)


@cache
def crew() -> Crew:
    given = json.loads(os.environ["QUEUE_CREW"])
    return Crew(
        claims=Claims(Database(given["database"]), f"w{os.getpid()}", timing=replace(QUICK, lease_s=given["lease_s"])),
        broker=Broker(given["broker"], "test", function="queue_crew.run_job"),
        perform=Tasks(TASKS, Path(given["folder"])),
        settle=settle,
        tidy=lambda: None,
    )


def work(given: dict[str, str | float]) -> None:
    """Be a worker process; it dies with the process that it was forked from, and that one with the tests."""
    die_with(os.getppid())
    os.environ["QUEUE_CREW"] = json.dumps(given)
    logging.basicConfig(filename=Path(str(given["folder"])) / "log", level=logging.WARNING)
    Supervisor(crew()).work()
