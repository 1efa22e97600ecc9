"""Sound as arrays: float32, shape (channels, frames), full scale ±1, 44.1 kHz unless said otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from backend.studio.mix.state import MixState
from backend.studio.score import Family

SAMPLE_RATE = 44_100

Audio = NDArray[np.float32]


@dataclass(frozen=True)
class Stem:
    """One part as sound, shape (2, frames). Every stem of a song has the same length."""

    id: str
    name: str
    detail: str
    family: Family
    audio: Audio


@dataclass(frozen=True)
class Mix:
    """Stems with their strip, room and section gains on them: their plain sum is the mix.

    ``state`` is how the desk stood.
    """

    stems: tuple[Stem, ...]
    state: MixState = field(default_factory=MixState)


@dataclass(frozen=True)
class Master:
    """The finished sound. The stems carry the master's gain curve, so that their sum is the master.

    ``headroom_db`` is the one common gain by which the delivered stems were lowered to fit into their files (<= 0).
    ``state`` is how the desk stood, with the gain into the limiter.
    """

    audio: Audio
    stems: tuple[Stem, ...]
    loudness_lufs: float
    true_peak_dbtp: float
    headroom_db: float
    state: MixState = field(default_factory=MixState)
