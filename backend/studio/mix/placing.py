"""Where a stem stands: its width, its place between left and right, its level, and its lows in the middle."""

from __future__ import annotations

from math import cos, pi, sin, sqrt

import numpy as np

from backend.studio.audio import Audio
from backend.studio.mix.filters import Filter, high_pass
from backend.studio.units import decibels_to_gain

# Below this the ear hears no direction, and loudspeakers and records want one signal (the usual setting of mono makers).
MONO_BELOW_HZ = 120.0


def place(audio: Audio, *, width: float, pan: float, gain_db: float) -> None:
    """Narrow, pan and fade audio, in place.

    Parameters
    ----------
    width : 0 is mono, 1 as it was
    pan : -1 left .. 1 right; constant power, so that a mono sound is equally loud everywhere, and unity in the middle
    """
    angle = (pan + 1) * pi / 4
    gain = decibels_to_gain(gain_db) * sqrt(2)
    left_gain, right_gain = gain * cos(angle), gain * sin(angle)
    near, far = np.float32((1 + width) / 2), np.float32((1 - width) / 2)
    left = audio[0].copy()
    audio[0] = np.float32(left_gain) * (near * left + far * audio[1])
    audio[1] = np.float32(right_gain) * (far * left + near * audio[1])


class MonoLows:
    """Takes the difference between left and right out of the lows."""

    def __init__(self) -> None:
        self._side = Filter([high_pass(MONO_BELOW_HZ)])

    def process(self, audio: Audio) -> None:
        """Centre the lows of the next block, in place."""
        half = np.float32(0.5)
        middle, side = half * (audio[0] + audio[1]), np.empty_like(audio)
        side[:] = half * (audio[0] - audio[1])
        self._side.process(side)
        np.add(middle, side[0], out=audio[0])
        np.subtract(middle, side[0], out=audio[1])
