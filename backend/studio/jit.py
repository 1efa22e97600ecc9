"""One switch for compiled kernels: numba where it has a wheel, plain numpy twins where it has none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

try:
    import numba

    COMPILED = True
    # Off by default in numba; it turns lanes written out side by side into one vector (renderer: five times as fast).
    numba.config.SLP_VECTORIZE = 1  # type: ignore[attr-defined]  # numba fills its config at run time
except ImportError:
    COMPILED = False


Kernel = TypeVar("Kernel", bound=Callable[..., Any])

# Contracting and reordering sums is what lets the compiler vectorise; infinities and NaN stay exact.
RELAXED = {"contract", "reassoc", "nsz", "arcp"}


def kernel(function: Kernel) -> Kernel:
    """Compile a function that works on plain arrays: no lock held, cached on disk.

    The cache of a kernel is renewed when its own file changes, not when a kernel it calls from another file does:
    keep kernels that call each other in one file.
    """
    if not COMPILED:
        return function
    return cast(Kernel, numba.njit(nogil=True, cache=True, fastmath=RELAXED, error_model="numpy")(function))


def recursion(function: Kernel) -> Kernel:
    """Compile a function in which each sample waits for the last one, such as a filter.

    Its sums stay in the order in which they are written, so that what was just computed can be added last: reordered
    as in `kernel`, the same filter takes three times as long.
    """
    if not COMPILED:
        return function
    return cast(Kernel, numba.njit(nogil=True, cache=True, fastmath={"contract"}, error_model="numpy")(function))


def environ() -> dict[str, str]:
    """What another process needs to find the kernels that are compiled already."""
    cache_dir = getattr(numba.config, "CACHE_DIR", "") if COMPILED else ""
    return {"NUMBA_CACHE_DIR": cache_dir} if cache_dir else {}
