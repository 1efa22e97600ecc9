"""The last look at the whole: is it too dark, too thin, too wide? A gentle shelf or a narrower picture puts it right.

The same linear correction goes on every stem, so the stems still add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from scipy.fft import rfft

from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.composer.schema import between
from backend.studio.mix.curve import blocks
from backend.studio.mix.filters import Filter, Section, high_shelf, low_shelf

WINDOW, MOST_WINDOWS = 4096, 96
LOWS_HZ, HIGHS_HZ = (60.0, 250.0), (4000.0, 10_000.0)
LOW_CORNER_HZ, HIGH_CORNER_HZ = 220.0, 2800.0
# As far as a mastering equaliser goes in the lows. Soft synth pads may need twice that to be heard as open: unlike a
# recording they have no hiss that would come up with it.
MOST_LOWS_DB, MOST_HIGHS_DB = 6.0, 12.0
NARROWEST, WIDEST = 0.4, 1.6

Spectrum = NDArray[np.float64]
Level = Annotated[float, between(-60, 0)]


@dataclass(frozen=True)
class ToneSetting:
    """Where the whole should lie: the share of lows and highs in dB of all, and the likeness of left and right."""

    lows_db: tuple[Level, Level] = (-8.0, -2.0)
    highs_db: tuple[Level, Level] = (-24.0, -10.0)
    correlation: tuple[Annotated[float, between(-1, 1)], Annotated[float, between(-1, 1)]] = (0.35, 0.9)


@dataclass(frozen=True)
class Correction:
    """What is done to each stem alike: shelves in the lows and the highs, and the factor on the sides' difference."""

    shelves_db: tuple[float, float]
    width: float

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The filters that make the shelves."""
        return _shelves(*self.shelves_db)

    @cached_property
    def is_needed(self) -> bool:
        """Tell whether anything changes."""
        return bool(self.sections) or self.width != 1.0

    def apply(self, audio: Audio) -> None:
        """Correct audio from its first frame to its last, in place."""
        shelves = Filter(self.sections)
        near, far = np.float32((1 + self.width) / 2), np.float32((1 - self.width) / 2)
        for block in blocks(audio.shape[1]):
            part = audio[:, block]
            shelves.process(part)
            if self.width != 1.0:
                part[:] = near * part + far * part[::-1]


def correct(bus: Audio, setting: ToneSetting) -> Correction:
    """Find the correction that brings a sum to where it should lie."""
    frequencies, spectrum = spectrum_of(bus)
    low_db = high_db = 0.0
    for _ in range(6):  # each shelf changes the whole and so the other's share; six rounds settle within 0.1 dB
        shaped = spectrum * _response(low_db, high_db, frequencies)
        low_db = _nearer(low_db, share_db(shaped, frequencies, LOWS_HZ), setting.lows_db, MOST_LOWS_DB)
        high_db = _nearer(high_db, share_db(shaped, frequencies, HIGHS_HZ), setting.highs_db, MOST_HIGHS_DB)
    return Correction((low_db, high_db), _width(bus, setting.correlation))


def spectrum_of(audio: Audio) -> tuple[Spectrum, Spectrum]:
    """Frequencies and mean power of audio, from windows of 93 ms spread evenly over it."""
    padded = audio if audio.shape[1] >= WINDOW else np.pad(audio, ((0, 0), (0, WINDOW - audio.shape[1])))
    last = padded.shape[1] - WINDOW
    starts = np.linspace(0, last, min(MOST_WINDOWS, 1 + last // WINDOW)).astype(int)
    pieces = np.stack([padded[:, start : start + WINDOW] for start in starts])
    heard = rfft(pieces * np.hanning(WINDOW).astype(np.float32))
    power: Spectrum = np.square(np.abs(heard)).sum(axis=(0, 1)).astype(np.float64)
    frequencies: Spectrum = np.linspace(0, SAMPLE_RATE / 2, WINDOW // 2 + 1)
    return frequencies, power


def share_db(spectrum: Spectrum, frequencies: Spectrum, band_hz: tuple[float, float]) -> float:
    """The share of a band in the whole, in dB."""
    own = spectrum[(frequencies >= band_hz[0]) & (frequencies < band_hz[1])].sum()
    return float(10 * np.log10((own + 1e-30) / (spectrum.sum() + 1e-30)))


def correlation(audio: Audio) -> float:
    """How alike left and right are: 1 is mono, 0 unrelated. Silence counts as mono."""
    left, right = (float(np.dot(side, side)) for side in audio)
    return float(np.dot(audio[0], audio[1])) / (left * right) ** 0.5 if left * right > 0 else 1.0


def _response(low_db: float, high_db: float, frequencies: Spectrum) -> Spectrum:
    """The power response of the shelves. SciPy's own function for it would bring in all of scipy.signal: a second."""
    late = np.exp(-2j * np.pi * frequencies / SAMPLE_RATE)
    power = np.ones(len(frequencies))
    for b0, b1, b2, a0, a1, a2 in _shelves(low_db, high_db):
        power *= np.square(np.abs((b0 + late * (b1 + late * b2)) / (a0 + late * (a1 + late * a2))))
    return power


def _shelves(low_db: float, high_db: float) -> tuple[Section, ...]:
    return tuple(
        shelf(corner_hz, gain_db)
        for shelf, corner_hz, gain_db in ((low_shelf, LOW_CORNER_HZ, low_db), (high_shelf, HIGH_CORNER_HZ, high_db))
        if abs(gain_db) > 0.1
    )


def _nearer(gain_db: float, share: float, wanted: tuple[float, float], most_db: float) -> float:
    step = min(max(share, wanted[0]), wanted[1]) - share
    return min(most_db, max(-most_db, gain_db + step))


def _width(bus: Audio, wanted: tuple[float, float]) -> float:
    """The factor on the difference of left and right that brings their correlation into its range."""
    now = correlation(bus)
    goal = min(max(now, wanted[0]), wanted[1])
    if goal == now or now > 0.9999:  # what is mono stays mono: there is no difference to make wider
        return 1.0
    # With sides of equal power, correlation is (M - S) / (M + S) of the powers of middle and side.
    sides_now, sides_goal = (1 - now) / (1 + now), (1 - goal) / (1 + goal)
    return float(min(WIDEST, max(NARROWEST, (sides_goal / sides_now) ** 0.5)))
