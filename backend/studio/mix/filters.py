"""Equaliser sections and the filter that runs them over audio.

Sections are rows ``b0 b1 b2 1 a1 a2`` as scipy writes them, after the formulas of [1]_.

.. [1] R. Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients", W3C Note, 2021.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.jit import COMPILED, recursion

Channel = NDArray[np.float32]
Numbers = NDArray[np.float64]
Section = tuple[float, float, float, float, float, float]
BUTTERWORTH = sqrt(0.5)
"""The Q of a second-order filter without a bump."""


# Far below what can be heard (-1000 dB), far above where floats become slow (-6160 dB).
REST = 1e-50
FLUSH = 64


def high_pass(cutoff_hz: float, *, q: float = BUTTERWORTH, sample_rate: int = SAMPLE_RATE) -> Section:
    """A section of 12 dB an octave that lets pass what is above the cutoff."""
    c, alpha = _angle(cutoff_hz, q, sample_rate)
    return _section(((1 + c) / 2, -(1 + c), (1 + c) / 2), (1 + alpha, -2 * c, 1 - alpha))


def low_pass(cutoff_hz: float, *, q: float = BUTTERWORTH, sample_rate: int = SAMPLE_RATE) -> Section:
    """A section of 12 dB an octave that lets pass what is below the cutoff."""
    c, alpha = _angle(cutoff_hz, q, sample_rate)
    return _section(((1 - c) / 2, 1 - c, (1 - c) / 2), (1 + alpha, -2 * c, 1 - alpha))


def bell(centre_hz: float, gain_db: float, *, q: float = 0.9, sample_rate: int = SAMPLE_RATE) -> Section:
    """A section that raises or lowers what is around a frequency."""
    c, alpha = _angle(centre_hz, q, sample_rate)
    a = 10 ** (gain_db / 40)
    return _section((1 + alpha * a, -2 * c, 1 - alpha * a), (1 + alpha / a, -2 * c, 1 - alpha / a))


def high_shelf(corner_hz: float, gain_db: float, *, sample_rate: int = SAMPLE_RATE) -> Section:
    """A section that raises or lowers what is above a frequency."""
    c, alpha = _angle(corner_hz, BUTTERWORTH, sample_rate)
    return _shelf(c, alpha, gain_db, side=1)


def low_shelf(corner_hz: float, gain_db: float, *, sample_rate: int = SAMPLE_RATE) -> Section:
    """A section that raises or lowers what is below a frequency."""
    c, alpha = _angle(corner_hz, BUTTERWORTH, sample_rate)
    return _shelf(c, alpha, gain_db, side=-1)


class Filter:
    """Sections one after the other on stereo audio; remembers where it was between blocks."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sos = np.array(sections, np.float64).reshape(-1, 6)
        self._state = np.zeros((len(sections), 2, 4))

    def process(self, audio: Audio) -> None:
        """Filter the next block, shape (2, n), in place."""
        for section, state in zip(self._sos, self._state, strict=True):
            (_filter_kernel if COMPILED else _filter_scipy)(audio[0], audio[1], section, state)


def _angle(frequency_hz: float, q: float, sample_rate: int) -> tuple[float, float]:
    omega = 2 * pi * min(frequency_hz, 0.45 * sample_rate) / sample_rate
    return cos(omega), sin(omega) / (2 * q)


def _shelf(c: float, alpha: float, gain_db: float, *, side: int) -> Section:
    a = 10 ** (gain_db / 40)
    k, s = side * c, 2 * sqrt(a) * alpha
    return _section(
        (
            a * (a + 1 + (a - 1) * k + s),
            -2 * side * a * (a - 1 + (a + 1) * k),
            a * (a + 1 + (a - 1) * k - s),
        ),
        (a + 1 - (a - 1) * k + s, 2 * side * (a - 1 - (a + 1) * k), a + 1 - (a - 1) * k - s),
    )


def _section(b: tuple[float, float, float], a: tuple[float, float, float]) -> Section:
    return b[0] / a[0], b[1] / a[0], b[2] / a[0], 1.0, a[1] / a[0], a[2] / a[0]


@recursion
def _filter_kernel(left: Channel, right: Channel, section: Numbers, state: Numbers) -> None:
    # Direct form 1: the last output enters by a single product, which is all that the next sample has to wait for.
    b0, b1, b2, a1, a2 = section[0], section[1], section[2], section[4], section[5]
    p, q, r, s = state[0]
    t, u, v, w = state[1]
    for start in range(0, len(left), FLUSH):
        for frame in range(start, min(len(left), start + FLUSH)):
            x, y = np.float64(left[frame]), np.float64(right[frame])
            m = (b0 * x + b1 * p + b2 * q - a2 * s) - a1 * r
            n = (b0 * y + b1 * t + b2 * u - a2 * w) - a1 * v
            p, q, r, s = x, p, m, r
            t, u, v, w = y, t, n, v
            left[frame], right[frame] = m, n
        if abs(r) + abs(s) + abs(v) + abs(w) < REST:
            r = s = v = w = 0.0
    state[0, 0], state[0, 1], state[0, 2], state[0, 3] = p, q, r, s
    state[1, 0], state[1, 1], state[1, 2], state[1, 3] = t, u, v, w


def _filter_scipy(left: Channel, right: Channel, section: Numbers, state: Numbers) -> None:
    filter_channel(left, section, state[0])
    filter_channel(right, section, state[1])


def filter_channel(channel: NDArray[np.floating[Any]], section: Numbers, past: Numbers) -> None:
    """Run a section over one channel without compiled code, in place; ``past`` is the last two in and two out."""
    from scipy.signal import lfilter, lfiltic  # noqa: PLC0415 - slow to import and only needed where nothing is compiled

    heard = np.concatenate((past[1::-1], channel))
    out, _ = lfilter(section[:3], section[3:], heard[2:], zi=lfiltic(section[:3], section[3:], past[2:], past[:2]))
    made = np.concatenate((past[:1:-1], out))
    past[:] = heard[-1], heard[-2], made[-1], made[-2]
    channel[:] = out
