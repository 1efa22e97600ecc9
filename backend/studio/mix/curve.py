"""Gain curves: knots every `HOP` frames, linear between. All dynamics of a mix are such curves, so all of them are linear.

A curve over ``n`` frames has ``ceil(n / HOP) + 1`` knots: the gain in stretch ``j`` runs from knot ``j`` to knot ``j + 1``.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from backend.studio.audio import Audio

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


def gains(knots: Knots, frames: int) -> NDArray[np.float32]:
    """The gain of each of ``frames`` frames."""
    steps = np.diff(knots)[:, None] * RAMP
    steps += knots[:-1, None]
    return steps.reshape(-1)[:frames]


def apply(audio: Audio, knots: Knots) -> None:
    """Multiply audio by a curve, in place."""
    frames = audio.shape[1]
    for block in blocks(frames):
        own = knots[block.start // HOP : -(-block.stop // HOP) + 1]
        audio[:, block] *= gains(own, block.stop - block.start)
