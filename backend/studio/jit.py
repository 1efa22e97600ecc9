"""One switch for compiled kernels: numba where it has a wheel, plain numpy twins where it has none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

try:
    import numba

    COMPILED = True
except ImportError:
    COMPILED = False

Kernel = TypeVar("Kernel", bound=Callable[..., Any])

# Contracting and reordering sums is what lets the compiler vectorise; infinities and NaN stay exact.
RELAXED = {"contract", "reassoc", "nsz", "arcp"}


def kernel(function: Kernel) -> Kernel:
    """Compile a function that works on plain arrays: no lock held, cached on disk."""
    if not COMPILED:
        return function
    compiled: Kernel = numba.njit(nogil=True, cache=True, fastmath=RELAXED, error_model="numpy")(function)
    return compiled
