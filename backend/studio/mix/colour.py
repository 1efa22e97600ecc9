"""What a stem is coloured with: soft clipping, an ensemble of delayed copies, and pumping with the beat.

Clipping is not linear, therefore all of this sits on single stems and never on their sum.
"""

from __future__ import annotations

from math import pi

import numpy as np
from numpy.typing import NDArray

from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.mix.curve import HOP, Knots, knot_count
from backend.studio.units import TempoMap, decibels_to_gain

# Where the rational function below reaches ±1 with slope 0: clipping is complete.
FULL = np.float32(3.0)


def saturate(audio: Audio, drive_db: float) -> None:
    """Drive audio into a soft clipper, in place, and take the drive back afterwards: what is quiet stays as it is.

    x (27 + x²) / (27 + 9 x²) is the Padé approximant of tanh, exact to 0.03 where it still counts.
    """
    drive = np.float32(decibels_to_gain(drive_db))
    audio *= drive
    np.clip(audio, -FULL, FULL, out=audio)
    square = audio * audio
    audio *= (27 + square) / (27 + 9 * square)
    audio /= drive


class Ensemble:
    """Mixes audio with a copy whose delay wanders, differently left and right, as a chorus pedal does.

    Rates and depths are those of the common string-ensemble setting: 0.6 Hz, 12 ms ± 2.5 ms.
    """

    RATE_HZ, DELAY, DEPTH = 0.6, 0.012 * SAMPLE_RATE, 0.0025 * SAMPLE_RATE
    HISTORY = 1024

    def __init__(self, amount: float) -> None:
        self._wet, self._dry = np.float32(amount), np.float32(1 - 0.5 * amount)
        self._past = np.zeros((2, self.HISTORY), np.float32)
        self._at = 0

    def process(self, audio: Audio) -> None:
        """Colour the next block, in place."""
        frames = audio.shape[1]
        known = np.concatenate((self._past, audio), axis=1)
        self._past = known[:, -self.HISTORY :].copy()
        phase = 2 * pi * self.RATE_HZ / SAMPLE_RATE * (self._at + np.arange(frames))
        self._at += frames
        audio *= self._dry
        for channel, shift in enumerate((0.0, pi / 2)):
            delay = self.DELAY + self.DEPTH * np.sin(phase + shift)
            audio[channel] += self._wet * _read(known[channel], self.HISTORY + np.arange(frames) - delay)


def pump(tempo: TempoMap, frames: int, *, depth: float, beats: float) -> Knots:
    """The curve of a mix ducked by a kick on every beat: down by ``depth`` on the beat, back after ``beats``."""
    times = np.arange(knot_count(frames)) * HOP / SAMPLE_RATE
    since_beat = _beats(tempo, times) % 1.0
    recovered = np.clip(since_beat / beats, 0, 1)
    return (1 - depth * (1 - recovered) ** 2).astype(np.float32)


def _read(sound: NDArray[np.float32], positions: NDArray[np.float64]) -> NDArray[np.float32]:
    whole = positions.astype(np.int64)
    share = (positions - whole).astype(np.float32)
    return sound[whole] * (1 - share) + sound[whole + 1] * share


def _beats(tempo: TempoMap, times: NDArray[np.float64]) -> NDArray[np.float64]:
    changes = [beat for beat, _ in tempo.changes]
    last_bpm = tempo.changes[-1][1]
    beats = [*changes, changes[-1] + (times[-1] + 1) * last_bpm / 60]
    found: NDArray[np.float64] = np.interp(times, [tempo.seconds(beat) for beat in beats], beats)
    return found
