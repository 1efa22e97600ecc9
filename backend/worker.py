"""The queue process: everything is loaded and warmed once, then each job runs in a fork of it.

``python3 run.py`` starts it; ``cd backend && python worker.py`` does so by hand.
"""

from __future__ import annotations

import gc
import logging
import os
import secrets
import sys
import threading
from contextlib import suppress
from functools import cache
from pathlib import Path

# As a script, this file first has to say where the project is, and in any case where the compiled kernels are.
if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(sys.prefix) / "share" / "mini-studio" / "numba"))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # phrases are sung side by side, each on a core of its own

from backend import config, log, wiring, wiring_jobs
from backend.db.session import TablesNotReady
from backend.jobs.broker import Broker
from backend.jobs.claims import Claims
from backend.jobs.crew import Crew
from backend.jobs.runner import Tasks
from backend.jobs.supervisor import Supervisor

logger = logging.getLogger(__name__)
NICENESS = 10


def main() -> None:
    """Warm up, then work until told to stop."""
    try:
        worker = crew()
    except (config.BadSettings, TablesNotReady) as mistakes:
        sys.exit(str(mistakes))
    if threading.active_count() > 1:
        logger.warning("Threads are alive before the first fork: %s", [thread.name for thread in threading.enumerate()])
    give_way()
    gc.freeze()  # a collection that touched what is loaded would copy its pages into every child
    Supervisor(worker).work()


def give_way() -> None:
    """Let the web go first where both want the processor: a song may take a moment longer, a page may not.

    Where Linux groups processes by session, niceness counts inside a group only, so the group steps back as well.
    """
    os.nice(NICENESS)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(NICENESS), encoding="ascii")


def run_job(job_id: str) -> None:
    """Run a job; the broker's worker calls this by its name, in a fork of this process."""
    crew().run(job_id)


@cache
def crew() -> Crew:
    """Build what this process and its children share."""
    settings = config.load()
    config.keep_private()
    log.setup(settings, "worker")
    services = wiring.build(settings)
    services.database.migrate()
    services.warm()
    return Crew(
        claims=Claims(services.database, secrets.token_hex(6), first=wiring_jobs.FIRST),
        broker=Broker(settings.redis_url, settings.rq_queue_name),
        perform=Tasks(wiring_jobs.TASKS, services),
        settle=lambda: log.setup(settings, "tasks"),
        tidy=services.tidy,
    )


if __name__ == "__main__":
    from backend.worker import main as work  # under the name by which the broker's worker finds run_job

    work()
