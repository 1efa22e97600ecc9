"""Volume and expression, controllers 7 and 11, as gains on the finished stem.

Both only attenuate, by the same amount for every voice, so multiplying the stem is exact and keeps its waves shared.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from backend.studio.audio import Audio
from backend.studio.score import PlayedPart

VOLUME, EXPRESSION = 7, 11
GLIDE_S = 0.01  # from one value to the next, so that a step does not click


def express(stem: Audio, part: PlayedPart, sample_rate: int) -> None:
    """Multiply a stem, shape (2, frames), by its part's controllers; before their first move they stand at 127."""
    for number in (VOLUME, EXPRESSION):
        _multiply(stem, part.controls.get(number, ()), sample_rate)


def _multiply(stem: Audio, moves: tuple[tuple[float, int], ...], sample_rate: int) -> None:
    frames, whole_glide = stem.shape[1], round(GLIDE_S * sample_rate)
    borders = [min(max(0, round(time_s * sample_rate)), frames) for time_s, _ in moves] + [frames]
    gain = 1.0
    for (_, value), (start, end) in zip(moves, pairwise(borders), strict=True):
        target = (value / 127) ** 2  # the concave curve of the default modulators: 40 log10 dB
        glide = min(whole_glide, end - start) if start > 0 else 0
        reached = gain + (target - gain) * glide / whole_glide if glide else target
        stem[:, start : start + glide] *= np.linspace(gain, reached, glide, endpoint=False, dtype=np.float32)
        stem[:, start + glide : end] *= np.float32(target)
        gain = reached
