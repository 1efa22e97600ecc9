"""A de-esser: turns down the hiss of a voice while it is sharp, and nothing else.

The voice is parted into lows and highs that sum to it but for their phase [1]_; what of the highs rises above a
threshold is taken back by a compressor of their own, and never by more than was allowed.

.. [1] S. H. Linkwitz, "Active Crossover Networks for Noncoincident Drivers", JAES 24(1), 1976.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from backend.studio.analysis.levels import peaks
from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.composer.schema import between
from backend.studio.mix import curve
from backend.studio.mix.curve import HOP
from backend.studio.mix.dynamics import Compression, Compressor
from backend.studio.mix.filters import Filter, high_pass, low_pass
from backend.studio.units import decibels_to_gain

# As fast as an s begins and ends.
ATTACK_MS, RELEASE_MS, RATIO = 1.5, 45.0, 6.0


@dataclass(frozen=True)
class DeEssing:
    """``over_db`` is the threshold for the highs against the level that the voice is known to have."""

    over_db: Annotated[float, between(-40, 20)] = -5.0
    from_hz: Annotated[float, between(3000, 10_000)] = 5200.0
    most_db: Annotated[float, between(0, 18)] = 7.0


class DeEsser:
    """The de-esser of one stem."""

    def __init__(self, setting: DeEssing, *, level_db: float, sample_rate: int = SAMPLE_RATE) -> None:
        how = Compression(setting.over_db, RATIO, ATTACK_MS, RELEASE_MS)
        self._compressor = Compressor(how, level_db=level_db, sample_rate=sample_rate)
        # Of 24 dB an octave: vowels have a lot of sound just below.
        self._highs, self._lows = (
            Filter([part(setting.from_hz, sample_rate=sample_rate)] * 2) for part in (high_pass, low_pass)
        )
        self._least = np.float32(decibels_to_gain(-setting.most_db))

    def process(self, audio: Audio) -> None:
        """De-ess the next block, in place."""
        highs = audio.copy()
        self._highs.process(highs)
        self._lows.process(audio)
        curve.apply(highs, np.maximum(self._compressor.follow(peaks(highs, HOP)), self._least))
        audio += highs
