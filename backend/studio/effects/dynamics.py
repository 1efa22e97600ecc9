"""What follows the level: compressor, gate, de-esser. Both sides are followed as one, so that the picture stays."""

from __future__ import annotations

import numpy as np

from backend.studio.analysis.levels import Levels, peaks
from backend.studio.audio import Audio
from backend.studio.effects import settings
from backend.studio.jit import kernel
from backend.studio.mix import curve
from backend.studio.mix.curve import HOP, Knots
from backend.studio.mix.deesser import DeEsser, DeEssing
from backend.studio.mix.dynamics import Compression, per_hop
from backend.studio.mix.dynamics import Compressor as DeskCompressor
from backend.studio.units import decibels_to_gain


class Compressor:
    """The desk's compressor, and a gain that makes up for it."""

    def __init__(self, how: settings.Compressor, sample_rate: int) -> None:
        setting = Compression(how.threshold_db, how.ratio, how.attack_ms, how.release_ms)
        self._compressor = DeskCompressor(setting, level_db=0.0, sample_rate=sample_rate)
        self._makeup = np.float32(decibels_to_gain(how.makeup_db))

    def process(self, audio: Audio) -> None:
        """Compress the next block, in place."""
        curve.apply(audio, self._compressor.follow(peaks(audio, HOP)) * self._makeup)


class Gate:
    """A downward expander: below the threshold each dB less that comes in is ``ratio`` dB less that comes out."""

    def __init__(self, how: settings.Gate, sample_rate: int) -> None:
        self._threshold, self._least = decibels_to_gain(how.threshold_db), decibels_to_gain(-how.range_db)
        self._slope = how.ratio - 1
        self._attack, self._release = (per_hop(ms, sample_rate) for ms in (how.attack_ms, how.release_ms))
        self._envelope = 0.0
        self._gain = self._least

    def process(self, audio: Audio) -> None:
        """Gate the next block, in place."""
        levels = peaks(audio, HOP)
        knots = np.empty(len(levels) + 1, np.float32)
        knots[0] = self._gain
        self._envelope = _expand(
            levels, self._threshold, self._slope, self._least, self._attack, self._release, self._envelope, knots
        )
        self._gain = float(knots[-1])
        curve.apply(audio, knots)


def deesser(how: settings.DeEsser, sample_rate: int) -> DeEsser:
    """The desk's de-esser."""
    setting = DeEssing(how.threshold_db, how.frequency_hz, how.most_db)
    return DeEsser(setting, level_db=0.0, sample_rate=sample_rate)


@kernel
def _expand(  # noqa: PLR0917 - compiled functions take plain arguments
    levels: Levels, threshold: float, slope: float, least: float, attack: float, release: float, envelope: float,
    knots: Knots,
) -> float:  # fmt: skip
    for hop in range(len(levels)):
        step = levels[hop] - envelope
        envelope += step * (attack if step > 0 else release)
        gain = (envelope / threshold) ** slope if envelope < threshold else 1.0
        knots[hop + 1] = max(least, gain)
    return envelope
