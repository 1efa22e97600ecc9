"""Child processes for work that Python's lock would keep on one processor. They end with their parent."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor

from backend.studio.parallel import Item, Progress, Result, collect

# How often a child looks whether its parent is still there, seconds.
LOOK_S = 1.0


def each(
    function: Callable[[Item], Result], items: Iterable[Item], *, processes: int, report: Progress | None = None
) -> list[Result]:
    """Call a function with every item, in forked processes that share what is loaded; results in the items' order.

    If a call or ``report`` raises, what has not begun is left out and the error is passed on.
    """
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, mp_context=fork, initializer=_watch, initargs=(os.getpid(),)) as pool:
        return collect(pool, function, items, report)


def _watch(parent: int) -> None:
    """End this process soon after its parent, which a kill -9 gives no time to say so."""

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK_S)
        os._exit(1)

    threading.Thread(target=look, daemon=True).start()
