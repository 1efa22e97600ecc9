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
from backend.studio.jit import COMPILED, kernel

# What a stereo sine of 1 kHz must read is its level in dBFS; this is the offset of [1], annex 1, equation 2.
OFFSET_DB = -0.691
ABSOLUTE_GATE_LUFS, RELATIVE_GATE_LU = -70.0, -10.0
STEPS_PER_S, STEPS_PER_BLOCK = 10, 4


def integrated_lufs(audio: Audio, sample_rate: int = SAMPLE_RATE) -> float:
    """Measure the loudness of a whole piece, with both gates of [1].

    Parameters
    ----------
    audio : ndarray [shape=(channels, n)], one or two channels

    Returns
    -------
    float, LUFS; minus infinity where nothing is above -70 LUFS
    """
    blocks = block_powers(step_powers(audio, sample_rate))
    loud = blocks[_lufs(blocks) > ABSOLUTE_GATE_LUFS]
    if not len(loud):
        return -inf
    louder = loud[_lufs(loud) > power_lufs(float(loud.mean())) + RELATIVE_GATE_LU]
    return power_lufs(float(louder.mean()))


def step_powers(audio: Audio, sample_rate: int = SAMPLE_RATE) -> NDArray[np.float64]:
    """K-weighted power of each whole tenth of a second, summed over the channels; at least one, of all there is."""
    frames = audio.shape[1]
    step = sample_rate // STEPS_PER_S if frames >= sample_rate // STEPS_PER_S else max(1, frames)
    out = np.zeros(frames // step)
    if len(out):
        (_power_kernel if COMPILED else _power_scipy)(audio, k_weighting(sample_rate), step, out)
    return out / step


def block_powers(steps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Powers of the overlapping blocks of 0.4 s that loudness is made of; one block where the sound is shorter."""
    size = min(STEPS_PER_BLOCK, len(steps))
    return np.convolve(steps, np.ones(size) / size, "valid") if size else steps


def power_lufs(power: float) -> float:
    """The loudness of a K-weighted power."""
    return OFFSET_DB + 10 * log10(power) if power > 0 else -inf


def k_weighting(sample_rate: int) -> NDArray[np.float64]:
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


def _lufs(powers: NDArray[np.float64]) -> NDArray[np.float64]:
    # A power of nothing is minus infinity by way of a number that is small enough to be far below every gate.
    return OFFSET_DB + 10 * np.log10(np.maximum(powers, 1e-30))


@kernel
def _power_kernel(audio: Audio, sos: NDArray[np.float64], step: int, out: NDArray[np.float64]) -> None:
    b0, b1, b2, a1, a2 = sos[0, 0], sos[0, 1], sos[0, 2], sos[0, 4], sos[0, 5]
    d0, d1, d2, c1, c2 = sos[1, 0], sos[1, 1], sos[1, 2], sos[1, 4], sos[1, 5]
    # Left and right side by side: two chains that do not wait for each other. A single channel counts once.
    left, right = audio[0], audio[-1]
    twice = 1.0 if audio.shape[0] > 1 else 0.0
    p = q = r = s = t = u = v = w = 0.0
    for index in range(len(out)):
        power_left = power_right = 0.0
        for frame in range(index * step, index * step + step):
            x, y = np.float64(left[frame]), np.float64(right[frame])
            m, n = b0 * x + p, b0 * y + r
            p, q = b1 * x - a1 * m + q, b2 * x - a2 * m
            r, s = b1 * y - a1 * n + s, b2 * y - a2 * n
            x, y = d0 * m + t, d0 * n + v
            t, u = d1 * m - c1 * x + u, d2 * m - c2 * x
            v, w = d1 * n - c1 * y + w, d2 * n - c2 * y
            power_left += x * x
            power_right += y * y
        if power_left + power_right < 1e-60:  # so slow floats of a dying filter are never met
            p = q = r = s = t = u = v = w = 0.0
        out[index] = power_left + twice * power_right


def _power_scipy(audio: Audio, sos: NDArray[np.float64], step: int, out: NDArray[np.float64]) -> None:
    from scipy.signal import sosfilt  # noqa: PLC0415 - slow to import and only needed where nothing is compiled

    weighted = sosfilt(sos, audio[:, : len(out) * step].astype(np.float64))
    out[:] = np.square(weighted).reshape(audio.shape[0], len(out), step).sum(axis=(0, 2))
