"""Equaliser sections and the filter that runs them over audio.

Sections are rows ``b0 b1 b2 1 a1 a2`` as scipy writes them, after the formulas of [1]_.

.. [1] R. Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients", W3C Note, 2021.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.jit import COMPILED, kernel

Section = tuple[float, float, float, float, float, float]
BUTTERWORTH = sqrt(0.5)
"""The Q of a second-order filter without a bump."""

THROUGH: Section = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

# Far below what can be heard (-1000 dB), far above where floats become slow (-6160 dB).
REST = 1e-50
FLUSH = 64


def high_pass(cutoff_hz: float, *, q: float = BUTTERWORTH, sample_rate: int = SAMPLE_RATE) -> Section:
    """A section of 12 dB an octave that lets pass what is above the cutoff."""
    c, alpha = _angle(cutoff_hz, q, sample_rate)
    return _section((1 + c) / 2, -(1 + c), (1 + c) / 2, 1 + alpha, -2 * c, 1 - alpha)


def low_pass(cutoff_hz: float, *, q: float = BUTTERWORTH, sample_rate: int = SAMPLE_RATE) -> Section:
    """A section of 12 dB an octave that lets pass what is below the cutoff."""
    c, alpha = _angle(cutoff_hz, q, sample_rate)
    return _section((1 - c) / 2, 1 - c, (1 - c) / 2, 1 + alpha, -2 * c, 1 - alpha)


def bell(centre_hz: float, gain_db: float, *, q: float = 0.9, sample_rate: int = SAMPLE_RATE) -> Section:
    """A section that raises or lowers what is around a frequency."""
    c, alpha = _angle(centre_hz, q, sample_rate)
    a = 10 ** (gain_db / 40)
    return _section(1 + alpha * a, -2 * c, 1 - alpha * a, 1 + alpha / a, -2 * c, 1 - alpha / a)


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
        even = [*sections, THROUGH] if len(sections) % 2 else list(sections)
        self._sos = np.array(even, np.float64).reshape(-1, 6)
        self._state = np.zeros((len(even), 2, 2))

    def process(self, audio: Audio) -> None:
        """Filter the next block, shape (2, n), in place."""
        if len(self._sos):
            (_filter_kernel if COMPILED else _filter_scipy)(audio, self._sos, self._state)


def _angle(frequency_hz: float, q: float, sample_rate: int) -> tuple[float, float]:
    omega = 2 * pi * min(frequency_hz, 0.45 * sample_rate) / sample_rate
    return cos(omega), sin(omega) / (2 * q)


def _shelf(c: float, alpha: float, gain_db: float, *, side: int) -> Section:
    a = 10 ** (gain_db / 40)
    k, s = side * c, 2 * sqrt(a) * alpha
    return _section(
        a * (a + 1 + (a - 1) * k + s),
        -2 * side * a * (a - 1 + (a + 1) * k),
        a * (a + 1 + (a - 1) * k - s),
        a + 1 - (a - 1) * k + s,
        2 * side * (a - 1 - (a + 1) * k),
        a + 1 - (a - 1) * k - s,
    )


def _section(b0: float, b1: float, b2: float, a0: float, a1: float, a2: float) -> Section:
    return b0 / a0, b1 / a0, b2 / a0, 1.0, a1 / a0, a2 / a0


@kernel
def _filter_kernel(audio: Audio, sos: NDArray[np.float64], state: NDArray[np.float64]) -> None:
    # Two sections on two channels at a time: four chains of sums that do not wait for each other. All in plain
    # variables, which stay in registers where array elements would go to memory and back (measured: twice as fast).
    left, right = audio[0], audio[1]
    for k in range(0, sos.shape[0], 2):
        b0, b1, b2, a1, a2 = sos[k, 0], sos[k, 1], sos[k, 2], sos[k, 4], sos[k, 5]
        d0, d1, d2, c1, c2 = sos[k + 1, 0], sos[k + 1, 1], sos[k + 1, 2], sos[k + 1, 4], sos[k + 1, 5]
        p, q, r, s = state[k, 0, 0], state[k, 0, 1], state[k, 1, 0], state[k, 1, 1]
        t, u, v, w = state[k + 1, 0, 0], state[k + 1, 0, 1], state[k + 1, 1, 0], state[k + 1, 1, 1]
        for start in range(0, left.shape[0], FLUSH):
            for frame in range(start, min(left.shape[0], start + FLUSH)):
                x, y = np.float64(left[frame]), np.float64(right[frame])
                m, n = b0 * x + p, b0 * y + r
                p, q = b1 * x - a1 * m + q, b2 * x - a2 * m
                r, s = b1 * y - a1 * n + s, b2 * y - a2 * n
                x, y = d0 * m + t, d0 * n + v
                t, u = d1 * m - c1 * x + u, d2 * m - c2 * x
                v, w = d1 * n - c1 * y + w, d2 * n - c2 * y
                left[frame], right[frame] = x, y
            if abs(p) + abs(q) + abs(r) + abs(s) < REST:
                p = q = r = s = 0.0
            if abs(t) + abs(u) + abs(v) + abs(w) < REST:
                t = u = v = w = 0.0
        state[k, 0, 0], state[k, 0, 1], state[k, 1, 0], state[k, 1, 1] = p, q, r, s
        state[k + 1, 0, 0], state[k + 1, 0, 1], state[k + 1, 1, 0], state[k + 1, 1, 1] = t, u, v, w


def _filter_scipy(audio: Audio, sos: NDArray[np.float64], state: NDArray[np.float64]) -> None:
    from scipy.signal import sosfilt  # noqa: PLC0415 - slow to import and only needed where nothing is compiled

    audio[:], state[:] = sosfilt(sos, audio, zi=state)
