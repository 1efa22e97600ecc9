"""How much of each token is heard in each frame: all of one, or of two where a boundary falls inside a frame.

Boundaries of speech networks lie on a grid of 25 ms, too coarse for a beat; mixing in the frame of the boundary places
them in between.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from backend.studio.voice.delivery import Delivery
from backend.studio.voice.speech import FRAMES_PER_S, Curve
from backend.studio.voice.timing import Placed

# A mark of stress lasts at most so long: it colours the beginning of its vowel.
MARK_S = 0.025


def shares(delivery: Delivery, counts: Sequence[int], late_s: float) -> Curve:
    """The share of each token in each frame [shape=(tokens, frames)], ``late_s`` later than it is to be heard."""
    edges = delivery.start_s + np.arange(delivery.frames + 1) / FRAMES_PER_S
    inner = np.clip(_marks(delivery.placed, counts)[1:-1, None] + late_s, edges[:-1], edges[1:])
    begun = np.zeros((len(inner) + 2, delivery.frames))
    begun[0], begun[1:-1] = 1.0, (edges[1:] - inner) * FRAMES_PER_S
    found: Curve = begun[:-1] - begun[1:]
    return found


def _marks(placed: Sequence[Placed], counts: Sequence[int]) -> Curve:
    """When each token begins, and the last ends [s]: of a sound of several tokens, the last is the sound itself."""
    marks: list[float] = []
    for one, count in zip(placed, counts, strict=True):
        each = min(MARK_S, (one.off_s - one.on_s) / count)
        marks += [one.on_s + each * index for index in range(count)]
    return np.array([*marks, placed[-1].off_s])
