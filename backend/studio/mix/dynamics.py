"""Compressors: a detector that follows peaks, and the gain curve that it asks for.

One linked detector for both channels, so that the picture stays where it is; peak-following with a smooth attack and
release and a static curve in dB, the feed-forward design of [1]_.

.. [1] Giannoulis, Massberg, Reiss, "Digital Dynamic Range Compressor Design", JAES 60(6), 2012.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import Annotated

import numpy as np

from backend.studio.analysis.levels import Levels, peaks
from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.composer.schema import between
from backend.studio.jit import kernel
from backend.studio.mix import curve
from backend.studio.mix.curve import HOP, Knots
from backend.studio.units import decibels_to_gain


@dataclass(frozen=True)
class Compression:
    """How a compressor is set. ``over_db`` is the threshold above the level that the signal is known to have."""

    over_db: Annotated[float, between(-20, 40)]
    ratio: Annotated[float, between(1, 20)]
    attack_ms: Annotated[float, between(1, 200)] = 10.0
    release_ms: Annotated[float, between(10, 2000)] = 120.0


class Compressor:
    """Reduces what rises above a threshold, block by block."""

    def __init__(self, setting: Compression, *, level_db: float, sample_rate: int = SAMPLE_RATE) -> None:
        self._threshold = decibels_to_gain(level_db + setting.over_db)
        self._slope = 1 / setting.ratio - 1
        self._attack, self._release = (per_hop(ms, sample_rate) for ms in (setting.attack_ms, setting.release_ms))
        self._envelope, self._gain = 0.0, 1.0

    def process(self, audio: Audio) -> None:
        """Compress the next block, in place."""
        curve.apply(audio, self.follow(peaks(audio, HOP)))

    def follow(self, levels: Levels) -> Knots:
        """The gain curve for the peaks of the next block, one level a hop."""
        knots = np.empty(len(levels) + 1, np.float32)
        knots[0] = self._gain
        self._envelope = _follow(
            levels, self._threshold, self._slope, self._attack, self._release, self._envelope, knots
        )
        self._gain = float(knots[-1])
        return knots


def per_hop(time_ms: float, sample_rate: int = SAMPLE_RATE) -> float:
    """How much of a step a follower makes in a hop, that needs some time for 63 % of it."""
    return 1 - exp(-HOP / (sample_rate * time_ms / 1000))


@kernel
def _follow(  # noqa: PLR0917 - compiled functions take plain arguments
    levels: Levels, threshold: float, slope: float, attack: float, release: float, envelope: float, knots: Knots
) -> float:
    for hop in range(len(levels)):
        step = levels[hop] - envelope
        envelope += step * (attack if step > 0 else release)
        knots[hop + 1] = (envelope / threshold) ** slope if envelope > threshold else 1.0
    return envelope
