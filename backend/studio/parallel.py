"""The same work on several things at once: kernels and encoders let go of Python's lock, so threads are enough."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Progress = Callable[[float], None]
"""``report(done)``: how much of the work at hand is done, 0..1. It may raise `Cancelled`."""


def each(
    function: Callable[[Item], Result], items: Iterable[Item], *, threads: int, report: Progress | None = None
) -> list[Result]:
    """Call a function with every item, on threads; the results come in the order of the items.

    If a call or ``report`` raises, what has not begun is left out and the error is passed on. One thread alone is the
    caller's.
    """
    if threads <= 1:
        return _in_turn(function, list(items), report)
    with ThreadPoolExecutor(threads) as pool:
        return collect(pool, function, items, report)


def _in_turn(function: Callable[[Item], Result], items: Sequence[Item], report: Progress | None) -> list[Result]:
    results = []
    for item in items:
        results.append(function(item))
        if report:
            report(len(results) / len(items))
    return results


def collect(
    pool: Executor, function: Callable[[Item], Result], items: Iterable[Item], report: Progress | None
) -> list[Result]:
    """Call a function with every item on a pool; what `each` says holds for any kind of pool."""
    futures = [pool.submit(function, item) for item in items]
    results = []
    try:
        for future in futures:
            results.append(future.result())
            if report:
                report(len(results) / len(futures))
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    return results
