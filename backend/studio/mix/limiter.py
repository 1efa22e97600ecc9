"""A look-ahead limiter as a gain curve: never over the ceiling, and smooth on the way there and back.

The gain that each stretch needs is spread to what comes shortly before and after (running minimum), let go slowly
(release) and rounded (running mean over the same span), so that it stays at or below what is needed everywhere.
"""

from __future__ import annotations

from math import exp

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d

from backend.studio.analysis.levels import Levels
from backend.studio.audio import SAMPLE_RATE
from backend.studio.jit import kernel
from backend.studio.mix.curve import HOP, Knots

# 3 ms to either side: shorter clicks on drums, longer is heard as ducking before the beat.
LOOK_S = 0.003
LOOK_HOPS = round(LOOK_S * SAMPLE_RATE / HOP)
# 90 ms: shorter distorts bass notes, longer pumps (the usual middle setting of mastering limiters).
RELEASE_S = 0.09
RELEASE = 1 - exp(-HOP / (RELEASE_S * SAMPLE_RATE))


def limit(levels: Levels, ceiling: float) -> Knots:
    """The gain curve that keeps peaks, one level a hop, at or below a ceiling."""
    needed = np.ones(len(levels) + 1)
    over = levels > ceiling
    needed[:-1][over] = ceiling / levels[over]
    # A knot belongs to the hops on both sides of it.
    needed[1:] = np.minimum(needed[1:], needed[:-1])
    if needed.min() == 1.0:
        return needed.astype(np.float32)
    span = 2 * LOOK_HOPS + 1
    held = minimum_filter1d(needed, span, mode="nearest")
    release(held, RELEASE, 1.0)
    smooth: Knots = uniform_filter1d(held, span, mode="nearest").astype(np.float32)
    return smooth


@kernel
def release(gains: NDArray[np.float64], share: float, gain: float) -> float:
    """Return from each dip slowly, in place, by a share of the rest a knot; from and to the gain on either side."""
    for knot in range(len(gains)):
        gain = min(gains[knot], gain + (1.0 - gain) * share)
        gains[knot] = gain
    return gain
