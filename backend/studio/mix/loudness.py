"""Loudness and true peak: the meters the master is set by.

.. [1] ITU-R BS.1770-5, "Algorithms to measure audio programme loudness and true-peak audio level", 2023.
.. [2] B. De Man, "Evaluation of implementations of the EBU R128 loudness measurement", 145th AES Convention, 2018:
   the K-weighting as analogue prototypes, for any sample rate.
"""

from __future__ import annotations

from math import inf, log10, pi, tan

import numpy as np
from numpy.typing import NDArray

from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.jit import COMPILED, recursion
from backend.studio.mix.curve import HOP, Knots
from backend.studio.parallel import each

Channel = NDArray[np.float32]
Powers = NDArray[np.float64]

# What a stereo sine of 1 kHz must read is its level in dBFS; this is the offset of [1], annex 1, equation 2.
OFFSET_DB = -0.691
ABSOLUTE_GATE_LUFS, RELATIVE_GATE_LU = -70.0, -10.0
# Powers this small (-600 dB) are those of a filter that dies away: it is set to rest before its floats become slow.
REST = 1e-60
STEPS_PER_S, STEPS_PER_BLOCK = 10, 4
STRETCH_S = 15


def integrated_lufs(audio: Audio, sample_rate: int = SAMPLE_RATE, *, threads: int = 2) -> float:
    """Measure the loudness of a whole piece, with both gates of [1].

    Parameters
    ----------
    audio : ndarray [shape=(channels, n)], one or two channels

    Returns
    -------
    float, LUFS; minus infinity where nothing is above -70 LUFS
    """
    return gated_lufs(step_powers(audio, sample_rate, threads=threads))


def gated_lufs(steps: Powers) -> float:
    """The loudness of a piece from its powers in tenths of a second, by the gates of [1]."""
    size = min(STEPS_PER_BLOCK, len(steps))
    blocks = np.convolve(steps, np.ones(size) / size, "valid") if size else steps
    loud = blocks[_lufs(blocks) > ABSOLUTE_GATE_LUFS]
    if not len(loud):
        return -inf
    louder = loud[_lufs(loud) > power_lufs(float(loud.mean())) + RELATIVE_GATE_LU]
    return power_lufs(float(louder.mean()))


def step_powers(
    audio: Audio, sample_rate: int = SAMPLE_RATE, *, steps_per_s: int = STEPS_PER_S, threads: int = 2
) -> Powers:
    """K-weighted power of each whole tenth of a second, summed over the channels; at least one, of all there is.

    The sound is measured in stretches side by side. Each begins a second early, so that its filters have settled: what
    they still remember of their start is then far below the last bit of any number.
    """
    frames = audio.shape[1]
    step = min(sample_rate // steps_per_s, max(1, frames))
    out = np.zeros(frames // step)
    sos, stretch, early = k_weighting(sample_rate), STRETCH_S * steps_per_s, steps_per_s

    def measure(first: int) -> None:
        last, begin = min(first + stretch, len(out)), max(0, first - early)
        part = audio[:, begin * step : last * step]
        # A single channel is played by one loudspeaker: the other is silent.
        right = part[1] if len(part) > 1 else np.zeros_like(part[0])
        own = np.empty(last - begin)
        (_power_kernel if COMPILED else _power_scipy)(part[0], right, sos, step, own)
        out[first:last] = own[first - begin :] / step

    each(measure, range(0, len(out), stretch), threads=threads)
    return out


class Forecast:
    """Tells how loud a sound would be under a gain curve, without making it.

    The curve is taken at every fiftieth of a tenth of a second: it must move more slowly than that.
    """

    FINER = 49

    def __init__(self, audio: Audio, *, threads: int = 2) -> None:
        self._powers = step_powers(audio, steps_per_s=STEPS_PER_S * self.FINER, threads=threads)
        step = SAMPLE_RATE / (STEPS_PER_S * self.FINER)
        self._middles = (np.arange(len(self._powers)) + 0.5) * step

    def lufs(self, knots: Knots) -> float:
        """The integrated loudness under a curve."""
        gains = np.interp(self._middles, np.arange(len(knots)) * HOP, knots)
        whole = len(gains) // self.FINER * self.FINER
        under = (self._powers * np.square(gains))[:whole]
        return gated_lufs(under.reshape(-1, self.FINER).mean(axis=1))


def power_lufs(power: float) -> float:
    """The loudness of a K-weighted power."""
    return OFFSET_DB + 10 * log10(power) if power > 0 else -inf


def k_weighting(sample_rate: int) -> Powers:
    """The high shelf and the high-pass of [1] for a sample rate, as two sections, by the prototypes of [2]."""
    k, q = tan(pi * 1681.974450955533 / sample_rate), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    a0 = 1 + k / q + k * k
    shelf = (
        (high + band * k / q + k * k) / a0, 2 * (k * k - high) / a0, (high - band * k / q + k * k) / a0,
        1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0,
    )  # fmt: skip
    k, q = tan(pi * 38.13547087602444 / sample_rate), 0.5003270373238773
    a0 = 1 + k / q + k * k
    return np.array([shelf, (1.0, -2.0, 1.0, 1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0)])


def _lufs(powers: Powers) -> Powers:
    # A power of nothing is minus infinity by way of a number that is small enough to be far below every gate.
    return OFFSET_DB + 10 * np.log10(np.maximum(powers, 1e-30))


@recursion
def _power_kernel(left: Channel, right: Channel, sos: Powers, step: int, out: Powers) -> None:
    # Left and right, and both sections, side by side: none waits for another (direct form 1, see `filters`).
    b0, b1, b2, a1, a2 = sos[0, 0], sos[0, 1], sos[0, 2], sos[0, 4], sos[0, 5]
    d0, d1, d2, c1, c2 = sos[1, 0], sos[1, 1], sos[1, 2], sos[1, 4], sos[1, 5]
    p = q = r = s = t = u = 0.0
    e = f = g = h = i = j = 0.0
    for index in range(len(out)):
        power = 0.0
        for frame in range(index * step, index * step + step):
            x, y = np.float64(left[frame]), np.float64(right[frame])
            m = (b0 * x + b1 * p + b2 * q - a2 * s) - a1 * r
            n = (b0 * y + b1 * e + b2 * f - a2 * h) - a1 * g
            v = (d0 * m + d1 * r + d2 * s - c2 * u) - c1 * t
            w = (d0 * n + d1 * g + d2 * h - c2 * j) - c1 * i
            p, q, r, s, t, u = x, p, m, r, v, t
            e, f, g, h, i, j = y, e, n, g, w, i
            power += v * v + w * w
        if power < REST:
            r = s = t = u = g = h = i = j = 0.0
        out[index] = power


def _power_scipy(left: Channel, right: Channel, sos: Powers, step: int, out: Powers) -> None:
    from scipy.signal import sosfilt  # noqa: PLC0415 - slow to import and only needed where nothing is compiled

    frames = len(out) * step
    weighted = sosfilt(sos, np.stack((left[:frames], right[:frames])).astype(np.float64))
    out[:] = np.square(weighted).reshape(2, len(out), step).sum(axis=(0, 2))
