"""The pulse of a recording that keeps its tempo: beats per minute, and when the first beat comes.

A steady pulse is a peak in the spectrum of the onset curve, and its harmonics; over the whole recording it is found to
a few thousandths of a beat per minute, and its phase says where the beats are (the Fourier tempogram of [1]_).

.. [1] Grosche, Müller, "Extracting Predominant Local Pulse Information from Music Recordings", IEEE TASLP 19(6), 2011.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backend.studio.analysis.onsets import STEPS_PER_S, Curve

SLOWEST_BPM, FASTEST_BPM = 50.0, 210.0
# People tap near 120 beats a minute, and seldom more than an octave from it (Moelants, "Preferred tempo
# reconsidered", ICMPC 2002).
PREFERRED_BPM, OCTAVES = 108.0, 0.6
# The spectrum is read this much finer than its length asks for.
FINER = 8
# The beat, its halves and its quarters.
HARMONICS = (1, 2, 4)


@dataclass(frozen=True)
class Pulse:
    """``clarity`` 0..1 is how far the onsets that the pulse meets stand out of all."""

    bpm: float
    first_beat_s: float
    clarity: float

    def beats(self, length_s: float) -> np.ndarray:
        """When beats come, in seconds."""
        return np.arange(self.first_beat_s, length_s, 60 / self.bpm)


def find(onsets: Curve, *, bpm: float | None = None) -> Pulse:
    """Find the pulse of onsets; ``bpm`` is a tempo that is known already, near which it is looked for.

    Raises
    ------
    ValueError
        if nothing begins anywhere
    """
    if not onsets.any():
        raise ValueError("There is no sound that begins.")
    size = 1 << (len(onsets) * FINER - 1).bit_length()
    spectrum = np.abs(np.fft.rfft(onsets - onsets.mean(), size))
    per_bin = 60 * STEPS_PER_S / size
    low, high = (SLOWEST_BPM, FASTEST_BPM) if bpm is None else (bpm * 0.985, bpm * 1.015)
    bins = np.arange(int(low / per_bin), int(high / per_bin) + 2)
    strength = sum(spectrum[np.minimum(bins * k, len(spectrum) - 1)] / k**0.5 for k in HARMONICS)
    weights = np.exp(-0.5 * (np.log2(bins * per_bin / PREFERRED_BPM) / OCTAVES) ** 2) if bpm is None else 1.0
    best = int(np.argmax(strength * weights))
    found_bpm = float(bins[best] * per_bin + _between(strength, best) * per_bin)
    return Pulse(found_bpm, *_phase(onsets, found_bpm))


def _between(curve: np.ndarray, at: int) -> float:
    """How far the top of a parabola through a point and its neighbours is from the point."""
    if not 0 < at < len(curve) - 1:
        return 0.0
    left, middle, right = curve[at - 1 : at + 2]
    bend = left - 2 * middle + right
    return float(0.5 * (left - right) / bend) if bend else 0.0


def _phase(onsets: Curve, bpm: float) -> tuple[float, float]:
    """The time of the first beat, and how clear the pulse is: where a comb of the beat's length meets most onsets."""
    period = 60 * STEPS_PER_S / bpm
    whole = int(len(onsets) // period)
    shifts = np.arange(0, period, 0.25)
    at = shifts[:, None] + np.arange(max(1, whole)) * period
    met = np.interp(at, np.arange(len(onsets)), onsets, right=0.0).mean(axis=1)
    # An onset is as wide as a window: three steps around it are looked at together.
    smooth = np.convolve(np.concatenate((met[-6:], met, met[:6])), np.hanning(13) / np.hanning(13).sum(), "valid")
    best = int(np.argmax(smooth))
    clarity = (smooth[best] - smooth.mean()) / (smooth[best] + smooth.mean() + 1e-12)
    return float(shifts[best] / STEPS_PER_S), float(clarity)
