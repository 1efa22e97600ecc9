"""Breaths: the air that is drawn before a phrase, where there is time for it.

Air through an open mouth is noise with the broad resonances of a neutral vocal tract (about 0.6, 1.7, 2.9 and 4.5 kHz
for a mid-sized one), it swells for two thirds of its length and stops when the voice begins.
"""

from __future__ import annotations

import numpy as np
from numpy.fft import irfft, rfft, rfftfreq

from backend.studio.audio import SAMPLE_RATE
from backend.studio.voice.phrase import Mono, Phrase

# Who has less time breathes where nobody hears it.
LEAST_GAP_S = 0.35
SHORTEST_S, LONGEST_S, BEFORE_S = 0.2, 0.3, 0.05
# Against the loudness of the phrase: heard when one listens for it, and missed when it is not there.
LEVEL_DB = -33.0
RESONANCES_HZ, WIDTHS_HZ = (600.0, 1700.0, 2900.0, 4500.0), (400.0, 600.0, 900.0, 1500.0)
SOFTEST, PEAK = 1e-6, 0.66


def before(phrase: Phrase, sung: Mono, gap_s: float) -> Mono:
    """The breath before a phrase, nothing where the gap is too short; it ends ``BEFORE_S`` before the sound begins."""
    if gap_s < LEAST_GAP_S:
        return np.zeros(0, np.float32)
    dice = np.random.default_rng((phrase.seed, 7))
    frames = round(dice.uniform(SHORTEST_S, LONGEST_S) * SAMPLE_RATE)
    air = _coloured(dice.standard_normal(frames))
    place = np.arange(frames) / frames
    swell = np.where(
        place < PEAK, np.sin(place / PEAK * np.pi / 2) ** 2, np.cos((place - PEAK) / (1 - PEAK) * np.pi / 2)
    )
    air *= swell
    level = _loudness(sung) * 10 ** (LEVEL_DB / 20)
    breath: Mono = (air * level / max(float(np.sqrt(np.square(air).mean())), SOFTEST)).astype(np.float32)
    return breath


def _coloured(noise: np.ndarray) -> np.ndarray:
    frequencies = rfftfreq(len(noise), 1 / SAMPLE_RATE)
    tract = sum(1 / (1 + ((frequencies - hz) / width) ** 2) for hz, width in zip(RESONANCES_HZ, WIDTHS_HZ, strict=True))
    found: np.ndarray = irfft(rfft(noise) * tract * (frequencies > 200), len(noise))
    return found


def _loudness(sung: Mono) -> float:
    """The level of a phrase while it sounds."""
    power = np.square(sung.astype(np.float64))
    loud = power[power > power.max(initial=0.0) * 1e-3]
    return float(np.sqrt(loud.mean())) if len(loud) else 0.0
