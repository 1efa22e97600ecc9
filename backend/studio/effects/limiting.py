"""The desk's limiter on sounds of any length: the same gain curve, worked out while the sound goes by.

Each step of it looks ahead: peaks between the samples by two hops, the running minimum and the running mean by their
half spans. The sound waits for all of them.
"""

from __future__ import annotations

from math import exp

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d

from backend.studio.audio import Audio
from backend.studio.effects import settings
from backend.studio.mix import curve
from backend.studio.mix.curve import HOP, Knots
from backend.studio.mix.limiter import LOOK_S, RELEASE_S, release
from backend.studio.mix.true_peak import near_peaks
from backend.studio.units import decibels_to_gain

# The finest look at a wave takes 24 frames to either side.
EDGE = 2
# What gains between knots add to the highest peaks at most, and what whole numbers in a file do.
AIM_DB = 0.02

Gains = NDArray[np.float64]


class Limiter:
    """Keeps true peaks below a ceiling."""

    def __init__(self, how: settings.Limiter, sample_rate: int) -> None:
        self._look = look_hops(sample_rate)
        self._gain = np.float32(decibels_to_gain(how.gain_db))
        self._aim = decibels_to_gain(how.ceiling_db - AIM_DB)
        self._share, self._released = 1 - exp(-HOP / (RELEASE_S * sample_rate)), 1.0
        self._sound = np.zeros((2, late(sample_rate)), np.float32)
        self._last, self._knots = 1.0, np.ones(1)
        self._needed, self._held = np.ones(2 * self._look), np.ones(2 * self._look)

    def process(self, audio: Audio) -> None:
        """Limit the next block, in place: what comes out is `late`. Blocks but the last must be whole hops."""
        frames, kept = audio.shape[1], self._sound.shape[1]
        short = -frames % HOP
        known = np.concatenate((self._sound, audio * self._gain, np.zeros((2, short), np.float32)), axis=1)
        self._sound = known[:, frames + short :].copy()
        knots = self._curve(known[:, kept - 2 * EDGE * HOP :])
        out = np.ascontiguousarray(known[:, : frames + short])
        curve.apply(out, knots)
        audio[:] = out[:, :frames]

    def _curve(self, window: Audio) -> Knots:
        """The gains for the hops that go out, from a look at those that came in and ``2 EDGE`` hops before them."""
        levels = near_peaks(window, self._aim)[EDGE:-EDGE]
        gains = np.minimum(1.0, self._aim / np.maximum(levels, self._aim))
        # A knot belongs to the hops on both sides of it.
        needed = np.minimum(gains, np.concatenate(([self._last], gains[:-1])))
        self._last = gains[-1]
        self._needed, held = _over(self._needed, needed, self._look, minimum_filter1d)
        self._released = release(held, self._share, self._released)
        self._held, smooth = _over(self._held, held, self._look, uniform_filter1d)
        knots = np.concatenate((self._knots, smooth))
        self._knots = knots[-1:]
        return knots.astype(np.float32)


def look_hops(sample_rate: int) -> int:
    """How many hops the limiter looks to either side."""
    return max(1, round(LOOK_S * sample_rate / HOP))


def late(sample_rate: int) -> int:
    """By how many frames what comes out is late: both half spans to either side, and the edges of the peaks."""
    return (2 * look_hops(sample_rate) + EDGE + 1) * HOP


def _over(past: Gains, new: Gains, look: int, running: object) -> tuple[Gains, Gains]:
    """A running filter over what is new and the ``2 look`` before it; what is kept for the next, and what it gives."""
    known = np.concatenate((past, new))
    found = running(known, 2 * look + 1, mode="nearest")  # type: ignore[operator]
    return known[len(known) - 2 * look :], np.ascontiguousarray(found[look : len(known) - look])
