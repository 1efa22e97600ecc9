"""Where a stem stands: its width, its place between left and right, its level, and its lows in the middle."""

from __future__ import annotations

from math import cos, pi, sin, sqrt

import numpy as np

from backend.studio.audio import Audio
from backend.studio.jit import COMPILED, recursion
from backend.studio.mix.filters import FLUSH, REST, Channel, Numbers, filter_channel, high_pass
from backend.studio.units import decibels_to_gain

# Below this the ear hears no direction, and loudspeakers and records want one signal (where mono makers are set).
MONO_BELOW_HZ = 120.0


class Place:
    """Where a stem stands.

    Parameters
    ----------
    width : 0 is mono, 1 as it was
    pan : -1 left .. 1 right; of constant power, and unity in the middle
    """

    def __init__(self, *, width: float, pan: float, gain_db: float) -> None:
        angle = (pan + 1) * pi / 4
        gain = decibels_to_gain(gain_db) * sqrt(2)
        near, far = (1 + width) / 2, (1 - width) / 2
        sides = np.outer((gain * cos(angle), gain * sin(angle)), (1.0, 1.0)) * ((near, far), (far, near))
        # Rows: what left and right give to the middle, and to the difference.
        self._matrix = np.array([sides[0] + sides[1], sides[0] - sides[1]]) / 2
        self._section = np.array(high_pass(MONO_BELOW_HZ))
        self._state = np.zeros(4)

    def process(self, audio: Audio) -> None:
        """Place the next block, in place."""
        (_place_kernel if COMPILED else _place_scipy)(audio[0], audio[1], self._matrix, self._section, self._state)


@recursion
def _place_kernel(left: Channel, right: Channel, matrix: Numbers, section: Numbers, state: Numbers) -> None:
    b0, b1, b2, a1, a2 = section[0], section[1], section[2], section[4], section[5]
    middle_left, middle_right, side_left, side_right = matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]
    p, q, r, s = state
    for start in range(0, len(left), FLUSH):
        for frame in range(start, min(len(left), start + FLUSH)):
            x, y = np.float64(left[frame]), np.float64(right[frame])
            middle = middle_left * x + middle_right * y
            side = side_left * x + side_right * y
            high = (b0 * side + b1 * p + b2 * q - a2 * s) - a1 * r
            p, q, r, s = side, p, high, r
            left[frame], right[frame] = middle + high, middle - high
        if abs(r) + abs(s) < REST:
            r = s = 0.0
    state[0], state[1], state[2], state[3] = p, q, r, s


def _place_scipy(left: Channel, right: Channel, matrix: Numbers, section: Numbers, state: Numbers) -> None:
    middle, side = matrix @ np.stack((left, right))
    filter_channel(side, section, state)
    left[:], right[:] = middle + side, middle - side
