"""Frames: seconds as whole frames, and curves from one length of frame to another.

The rules are those that the models were trained with, as OpenUtau keeps them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Times = NDArray[Any]
"""Seconds, or a value at each of some times [n]."""
Curve = NDArray[Any]
"""A value for each frame [frames]."""

HEAD, TAIL = 8, 8
"""Frames of silence around a phrase, of whatever length the frames of a model are."""


def counted(lengths_s: Sequence[float], frame_s: float) -> NDArray[np.int64]:
    """Frames of consecutive lengths: borders are rounded, never lengths, so that nothing drifts."""
    borders = np.cumsum(np.asarray(lengths_s, np.float64)) / frame_s + 0.5
    # The last bits of a sum must not decide about a whole frame.
    return np.diff(np.rint(np.round(borders, 6)), prepend=0).astype(np.int64)


def fitted(counts: NDArray[np.int64], total: int) -> NDArray[np.int64]:
    """Frames that sum to a total: the last ones take the difference."""
    found = counts.copy()
    found[-1] += total - int(found.sum())
    for index in range(len(found) - 1, 0, -1):
        if found[index] < 0:
            found[index - 1] += found[index]
            found[index] = 0
    return found


def resampled(curve: Curve, total: int, from_s: float, to_s: float) -> Curve:
    """A curve in frames of another length; head, body and tail each for itself.

    Parameters
    ----------
    curve : in frames of ``from_s``, with head and tail
    total : frames of ``to_s`` that it shall have
    """
    if len(curve) == total and abs(from_s - to_s) < 1e-6:
        return curve
    if min(len(curve), total) <= HEAD + TAIL:
        return _stretched(curve, total, from_s, to_s)
    body = _stretched(curve[HEAD:-TAIL], total - HEAD - TAIL, from_s, to_s)
    head, tail = (_stretched(part, HEAD, from_s, to_s) for part in (curve[:HEAD], curve[-TAIL:]))
    return np.concatenate([head, body, tail])


def _stretched(curve: Curve, total: int, from_s: float, to_s: float) -> Curve:
    found: Curve = np.interp(np.arange(total) * (to_s / from_s), np.arange(len(curve)), curve)
    return found
