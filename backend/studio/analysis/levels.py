"""Peaks and powers of audio in short stretches: what meters, compressors and pictures are made from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backend.studio.audio import Audio
from backend.studio.jit import COMPILED, kernel

Levels = NDArray[np.float32]


def peaks(audio: Audio, width: int) -> Levels:
    """Find the largest magnitude in any channel, in each stretch of ``width`` frames; the last may be shorter.

    Parameters
    ----------
    audio : ndarray [shape=(channels, n)]

    Returns
    -------
    ndarray [shape=(ceil(n / width),)]
    """
    out = np.zeros(-(-audio.shape[1] // width), np.float32)
    (_peaks_kernel if COMPILED else _peaks_numpy)(audio, width, out)
    return out


def powers(audio: Audio, width: int) -> NDArray[np.float64]:
    """Mean square of all channels together in each whole stretch of ``width`` frames; what is left over is not looked at."""
    whole = audio.shape[1] // width * width
    stretches = audio[:, :whole].reshape(audio.shape[0], -1, width)
    return np.einsum("csw,csw->s", stretches, stretches).astype(np.float64) / (width * audio.shape[0])


@kernel
def _peaks_kernel(audio: Audio, width: int, out: Levels) -> None:
    frames = audio.shape[1]
    for channel in range(audio.shape[0]):
        for stretch in range(out.shape[0]):
            largest = out[stretch]
            for frame in range(stretch * width, min(frames, stretch * width + width)):
                largest = max(largest, abs(audio[channel, frame]))
            out[stretch] = largest


def _peaks_numpy(audio: Audio, width: int, out: Levels) -> None:
    if audio.shape[1]:
        starts = np.arange(0, audio.shape[1], width)
        out[:] = np.maximum.reduceat(np.abs(audio).max(axis=0), starts)
