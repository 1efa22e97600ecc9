"""How gunicorn serves the studio: ``gunicorn -c python:backend.serving "backend.app:create_app()"``.

What the application imports is imported here once, before gunicorn forks: its processes share that memory, and a start
takes half the work. Each then builds an application of its own, since connections must not be carried through a fork.
"""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress
from threading import Thread
from typing import Any

import backend.app
import backend.wiring_music  # noqa: F401 - both for the processes that are forked from this one
from backend import arrivals
from backend.services.services import Services
from backend.services.wishes import Wishes

# Streams of events hold a thread each, and one process alone was seen to run out of them.
worker_class, workers, threads = "backend.arrivals.ArrivalWorker", 2, 32
# Below the 1024 files that a process may usually have open: one more would end it.
worker_connections = 800
# Longer ones are refused in the API's words.
limit_request_line = arrivals.MAX_LINE
# Else gunicorn opens a socket under the user's home.
control_socket_disable = True
# Longer than clients wait between two looks at a job: at the usual 2 s the server hung up just as they asked again.
keepalive = 10
# Requests are short, and event streams may be cut: browsers open them again.
graceful_timeout = 1
loglevel = "warning"
# glibc's name for how many pools of memory the threads of a process share.
M_ARENA_MAX = -8


def post_worker_init(worker: Any) -> None:
    """Have the library's cards, a sentence and a rhyme read at once: the first of somebody come seconds faster then."""
    Thread(target=_read_something, args=(worker.application.extensions["studio"],), daemon=True).start()


def child_exit(_server: Any, worker: Any) -> None:
    """Keep what a process that ended has counted (backend/api/metrics.py), and leave no connection to it."""
    arrivals.SHARES.forget(worker.age)
    from prometheus_client import multiprocess  # noqa: PLC0415 - the application has loaded it by then, as it must be

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def _read_something(studio: Services) -> None:
    studio.finding.warm()
    studio.creation.preview(Wishes("a song"))
    studio.lyricist.warm()
    gc.collect()
    gc.freeze()  # what stays anyway needs no looking through: it held up all requests for 0.1 s every few seconds


with suppress(AttributeError, OSError):  # there are systems without it
    # Each thread would have a pool of its own, and keep all that it ever grew to: 20 uploads at once left 86 MB behind
    # in place of 38 (bench/uploads.py).
    ctypes.CDLL(None).mallopt(M_ARENA_MAX, 2)
gc.freeze()  # a collection that touched what is loaded would copy its pages into every process
