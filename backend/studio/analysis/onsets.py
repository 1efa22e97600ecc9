"""Where sound begins: how much more of it there is than a moment ago, band by band.

Log-compressed spectral flux on a mel scale, the usual base of tempo estimation (e.g. [1]_).

.. [1] Böck, Widmer, "Maximum Filter Vibrato Suppression for Onset Detection", DAFx 2013.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.fft import rfft

RATE = 22_050
"""Frames a second of the mono sound that is looked at."""
HOP, WINDOW = 256, 1024
STEPS_PER_S = RATE / HOP
BANDS, LOWEST_HZ, HIGHEST_HZ = 40, 40.0, 9000.0
# How strongly soft sounds count beside loud ones.
COMPRESSION = 1000.0
CHUNK = 4096

Curve = NDArray[np.float64]


def strengths(sound: NDArray[np.float32]) -> tuple[Curve, Curve]:
    """How strongly sound begins in each step, in all bands and in the lowest quarter of them (kick and bass).

    Parameters
    ----------
    sound : mono [shape=(n,)], `RATE` frames a second

    Returns
    -------
    two curves [shape=(ceil(n / HOP),)], without their slow changes; a step is at its middle
    """
    bands = _banks()
    padded = np.concatenate((np.zeros(WINDOW // 2, np.float32), sound, np.zeros(WINDOW, np.float32)))
    steps = -(-len(sound) // HOP)
    shape = np.hanning(WINDOW).astype(np.float32)
    levels = np.empty((steps, BANDS), np.float32)
    for first in range(0, steps, CHUNK):
        last = min(steps, first + CHUNK)
        starts = np.arange(first, last) * HOP
        pieces = padded[starts[:, None] + np.arange(WINDOW)] * shape
        levels[first:last] = np.log1p(COMPRESSION * (np.abs(rfft(pieces, axis=1)) / WINDOW) @ bands)
    rises = np.maximum(np.diff(levels, axis=0, prepend=levels[:1]), 0.0)
    return _sharpened(rises.sum(axis=1)), _sharpened(rises[:, : BANDS // 4].sum(axis=1))


def _sharpened(curve: NDArray[np.float32]) -> Curve:
    """What stands out of the neighbourhood of a third of a second."""
    width = round(0.35 * STEPS_PER_S)
    mean = np.convolve(np.pad(curve, width, mode="edge"), np.ones(2 * width + 1) / (2 * width + 1), "valid")
    found: Curve = np.maximum(curve - mean, 0.0).astype(np.float64)
    return found


def _banks() -> NDArray[np.float32]:
    """Triangles on the mel scale [shape=(WINDOW / 2 + 1, BANDS)]."""
    mels = np.linspace(_mel(LOWEST_HZ), _mel(HIGHEST_HZ), BANDS + 2)
    edges = 700 * (10 ** (mels / 2595) - 1)
    frequencies = np.arange(WINDOW // 2 + 1) * RATE / WINDOW
    rising = (frequencies[:, None] - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - frequencies[:, None]) / (edges[2:] - edges[1:-1])
    found: NDArray[np.float32] = np.maximum(np.minimum(rising, falling), 0.0).astype(np.float32)
    return found


def _mel(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))
