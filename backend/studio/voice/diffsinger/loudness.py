"""How loud a bank sings, so that it can be brought to the level of the other voices."""

from __future__ import annotations

import numpy as np
import soxr

from backend.studio.audio import SAMPLE_RATE
from backend.studio.voice import levels
from backend.studio.voice.phrase import Mono
from backend.studio.voice.speech import RATE

# Of the loudest moment, what lies so far below it is a consonant or a rest.
LOUD_DB = 15.0
AS_IT_IS = levels.LEVEL_DB
"""The level that needs no gain."""


def level_db(audio: Mono) -> float:
    """The usual level of what is sung, consonants and rests aside [dB below full scale]."""
    measured = levels.measured(soxr.resample(audio, SAMPLE_RATE, RATE).astype(np.float32))
    return float(np.median(measured[measured > measured.max() - LOUD_DB]))


def gain_db(level: float) -> float:
    """What brings a level to that of the other voices."""
    return levels.LEVEL_DB - level
