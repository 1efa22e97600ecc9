"""Where singing has a pitch: in vowels, nasals, liquids, glides and voiced consonants, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from backend.studio.voice.phonetics import is_voiceless
from backend.studio.voice.spelling import Role
from backend.studio.voice.timing import Placed


def voiced(placed: Sequence[Placed], times: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell for some times [s] whether there is a pitch."""
    has_pitch = np.array([_has_pitch(one) for one in placed])
    starts = np.array([one.on_s for one in placed])
    found: NDArray[np.bool_] = has_pitch[np.maximum(np.searchsorted(starts, times, side="right") - 1, 0)]
    return found


def _has_pitch(one: Placed) -> bool:
    return one.sound.role not in (Role.EDGE, Role.PAUSE) and not is_voiceless(one.sound.symbol)
