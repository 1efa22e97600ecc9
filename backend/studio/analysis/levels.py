"""Peaks and powers of audio in short stretches: what meters, compressors and pictures are made from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backend.studio.audio import Audio
from backend.studio.jit import COMPILED, kernel

Levels = NDArray[np.float32]
Channel = NDArray[np.float32]


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
    for channel in audio:
        if COMPILED:
            _peaks_kernel(channel.view(np.int32), width, out.view(np.int32))
        else:
            _peaks_numpy(channel, width, out)
    return out


def powers(audio: Audio, width: int) -> NDArray[np.float64]:
    """Mean square of all channels in each whole stretch of ``width`` frames; what is left over is not looked at."""
    whole = audio.shape[1] // width * width
    stretches = audio[:, :whole].reshape(audio.shape[0], -1, width)
    sums = np.einsum("csw,csw->s", stretches, stretches)
    means: NDArray[np.float64] = sums.astype(np.float64) / (width * audio.shape[0])
    return means


@kernel
def _peaks_kernel(bits: NDArray[np.int32], width: int, out: NDArray[np.int32]) -> None:
    # Floats without their sign are ordered as the whole numbers with the same bits, and whole numbers have no NaN to
    # look out for: the compiler finds the largest of sixteen at once.
    for stretch in range(len(out)):
        largest = out[stretch]
        own = bits[stretch * width : stretch * width + width]
        for frame in range(len(own)):
            largest = max(largest, own[frame] & 0x7FFFFFFF)
        out[stretch] = largest


def _peaks_numpy(channel: Channel, width: int, out: Levels) -> None:
    if len(channel):
        np.maximum(out, np.maximum.reduceat(np.abs(channel), np.arange(0, len(channel), width)), out=out)
