"""Gain curves: knots every `HOP` frames, straight lines between. All dynamics of a mix are such curves.

A curve over ``n`` frames has ``ceil(n / HOP) + 1`` knots: the gain in hop ``j`` runs from knot ``j`` to knot ``j + 1``.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from backend.studio.audio import Audio
from backend.studio.jit import COMPILED, kernel

HOP = 16
"""Frames between knots: 0.36 ms, well below the shortest attack in use (1 ms)."""

BLOCK = 32_768
"""Frames worked on at a time: 256 kB of stereo stay in a core's cache from one step to the next. A multiple of HOP."""

Knots = NDArray[np.float32]
RAMP = (np.arange(HOP, dtype=np.float32) / HOP)[None, :]


def blocks(frames: int) -> Iterator[slice]:
    """Cut ``frames`` into stretches of BLOCK."""
    for start in range(0, frames, BLOCK):
        yield slice(start, min(frames, start + BLOCK))


def knot_count(frames: int) -> int:
    """How many knots a curve over ``frames`` has."""
    return -(-frames // HOP) + 1


def gains(knots: Knots, frames: int) -> Knots:
    """The gain of each of ``frames`` frames."""
    every: Knots = (knots[:-1, None] + np.diff(knots)[:, None] * RAMP).astype(np.float32)
    return every.reshape(-1)[:frames]


def apply(audio: Audio, knots: Knots) -> None:
    """Multiply audio by a curve, in place."""
    for channel in audio:
        (_apply_kernel if COMPILED else _apply_numpy)(channel, knots)


@kernel
def _apply_kernel(channel: NDArray[np.float32], knots: Knots) -> None:
    share = np.float32(1 / HOP)
    for hop in range(len(knots) - 1):
        gain, step = knots[hop], (knots[hop + 1] - knots[hop]) * share
        own = channel[hop * HOP : hop * HOP + HOP]
        for frame in range(len(own)):
            own[frame] *= gain + step * np.float32(frame)


def _apply_numpy(channel: NDArray[np.float32], knots: Knots) -> None:
    channel *= gains(knots, len(channel))
