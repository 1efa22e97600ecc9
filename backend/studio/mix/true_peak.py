"""True peaks: how high the wave rises between its samples.

Two looks. Every stretch that could matter is oversampled four times, as BS.1770-5 annex 2 asks; what comes near the
highest peak is then looked at thirty-two times as fine, because four times may still miss 0.6 dB of the top.
"""

from __future__ import annotations

from functools import cache
from math import inf, log10

import numpy as np
from numpy.typing import NDArray

from backend.studio.analysis.levels import Levels, peaks
from backend.studio.audio import Audio
from backend.studio.jit import COMPILED, kernel
from backend.studio.mix.curve import HOP
from backend.studio.parallel import each

# New samples for each old one, and how many old ones each is made of.
ROUGH, FINE = (4, 16), (16, 48)
# Four times oversampling, and its shorter sinc, may miss this much of a peak that stands between its samples (-0.7 dB).
MISSED = 10 ** (-0.7 / 20)
# A stretch whose samples stay below half of what matters (-6 dB) is not looked at. Only noise made for the purpose,
# all of it at the edge of hearing, rises further than that between samples (a sine of 11 kHz: 3 dB).
LIKELY = 0.5
NOTHING = 1e-9

Hops = NDArray[np.int64]


def true_peak_dbtp(audio: Audio) -> float:
    """Measure the true peak of audio in dBTP; minus infinity for silence.

    Parameters
    ----------
    audio : ndarray [shape=(channels, n)]
    """
    highest = true_peak(audio)
    return 20 * log10(highest) if highest > 0 else -inf


def true_peak(audio: Audio) -> float:
    """Measure the highest true peak of audio, 1 is full scale."""
    return float(fine_peaks(audio).max(initial=0.0))


def fine_peaks(audio: Audio) -> Levels:
    """The true peak of each HOP frames: looked at four times as fine, near the highest sixteen times."""
    sampled = peaks(audio, HOP)
    rough = hop_true_peaks(audio, LIKELY * float(sampled.max(initial=0.0)), sampled=sampled)
    near = rough >= max(MISSED * float(rough.max(initial=0.0)), NOTHING)
    return _looked_at(audio, np.flatnonzero(near), FINE, rough)


def near_peaks(audio: Audio, ceiling: float) -> Levels:
    """The true peak of each HOP frames of a short stretch: looked at the finer, the nearer it comes to a ceiling."""
    rough = hop_true_peaks(audio, LIKELY * ceiling, threads=1)
    return _looked_at(audio, np.flatnonzero(rough >= max(MISSED * ceiling, NOTHING)), FINE, rough, threads=1)


def hop_true_peaks(audio: Audio, floor: float, *, sampled: Levels | None = None, threads: int | None = None) -> Levels:
    """The true peak of each HOP frames, four times oversampled; where no sample reaches ``floor``, the sampled peak."""
    sampled = peaks(audio, HOP) if sampled is None else sampled
    # The neighbours' samples raise the waves at the edges of a hop.
    wide = np.concatenate((sampled[:1], sampled, sampled[-1:]))
    near = np.maximum(sampled, np.maximum(wide[:-2], wide[2:]))
    return _looked_at(audio, np.flatnonzero(near >= max(floor, NOTHING)), ROUGH, sampled, threads=threads)


@cache
def interpolator(phases: int, taps: int) -> NDArray[np.float32]:
    """A windowed sinc, one row for each new sample between two old ones; each row sums to 1.

    The window is Kaiser's for 70 dB (beta 7).
    """
    distance = np.arange(taps) - (taps // 2 - 1) - np.arange(phases)[:, None] / phases
    window = np.i0(7.0 * np.sqrt(np.maximum(0, 1 - (2 * distance / taps) ** 2))) / np.i0(7.0)
    rows = np.sinc(distance) * window
    scaled: NDArray[np.float32] = (rows / rows.sum(axis=1, keepdims=True)).astype(np.float32)
    return scaled


def _looked_at(
    audio: Audio, hops: Hops, fineness: tuple[int, int], levels: Levels, *, threads: int | None = None
) -> Levels:
    """Levels again, of some hops, by a finer look; each channel on a thread of its own where nothing else is said."""
    rows = interpolator(*fineness)

    def look(channel: NDArray[np.float32]) -> Levels:
        out = levels.copy()
        (_oversample_kernel if COMPILED else _oversample_numpy)(channel, rows, hops, out)
        return out

    highest: Levels = np.max(each(look, audio, threads=threads or len(audio)), axis=0)
    return highest


@kernel
def _oversample_kernel(sound: NDArray[np.float32], rows: NDArray[np.float32], hops: Hops, out: Levels) -> None:
    phases, taps = rows.shape
    near, wave = np.empty(HOP + taps, np.float32), np.empty(HOP, np.float32)
    for hop in hops:
        begin = hop * HOP - taps // 2 + 1
        for i in range(HOP + taps):
            near[i] = sound[begin + i] if 0 <= begin + i < len(sound) else np.float32(0)
        highest = out[hop]
        for phase in range(1, phases):
            wave[:] = 0
            # Four taps a turn: the turns are short, and setting one up costs as much as four taps.
            for tap in range(0, taps, 4):
                a, b, c, d = rows[phase, tap], rows[phase, tap + 1], rows[phase, tap + 2], rows[phase, tap + 3]
                for i in range(HOP):
                    wave[i] += a * near[i + tap] + b * near[i + tap + 1] + c * near[i + tap + 2] + d * near[i + tap + 3]
            for i in range(HOP):
                highest = max(highest, abs(wave[i]))
        out[hop] = highest


def _oversample_numpy(sound: NDArray[np.float32], rows: NDArray[np.float32], hops: Hops, out: Levels) -> None:
    taps = rows.shape[1]
    padded = np.pad(sound, (taps // 2 - 1, HOP + taps))
    windows = np.lib.stride_tricks.sliding_window_view(padded, taps)
    for some in np.array_split(hops, len(hops) // 4096 + 1):  # so that what is between stays small
        near = windows[(some[:, None] * HOP + np.arange(HOP)).reshape(-1)]
        waves = np.abs(near @ rows[1:].T).reshape(-1, HOP * (len(rows) - 1))
        out[some] = np.maximum(out[some], waves.max(axis=1, initial=0.0))
