"""Where a sound stands: how loud, how far to the side, how wide."""

from __future__ import annotations

from math import cos, pi, sin, sqrt

import numpy as np

from backend.studio.audio import Audio
from backend.studio.effects import settings
from backend.studio.units import decibels_to_gain


class Width:
    """The middle as it is, the difference of the sides more or less."""

    def __init__(self, how: settings.StereoWidth, _sample_rate: int) -> None:
        self._width = np.float32(how.width)

    def process(self, audio: Audio) -> None:
        """Widen the next block, in place."""
        middle = (audio[0] + audio[1]) / 2
        side = (audio[0] - audio[1]) / 2 * self._width
        audio[0], audio[1] = middle + side, middle - side


class Gain:
    """A gain for each side: of constant power, and unity in the middle."""

    def __init__(self, how: settings.Gain, _sample_rate: int) -> None:
        angle = (how.pan + 1) * pi / 4
        gain = sqrt(2) * decibels_to_gain(how.gain_db)
        self._gains = np.array([[gain * cos(angle)], [gain * sin(angle)]], np.float32)

    def process(self, audio: Audio) -> None:
        """Make the next block louder or softer, in place."""
        audio *= self._gains
