"""What a stem is coloured with: soft clipping, wandering copies, and pumping with the beat.

Clipping is not linear, therefore all of this sits on single stems and never on their sum.
"""

from __future__ import annotations

from math import pi

import numpy as np
from numpy.typing import NDArray

from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.jit import COMPILED, kernel
from backend.studio.mix import curve
from backend.studio.mix.curve import HOP, Knots, knot_count
from backend.studio.units import TempoMap, decibels_to_gain

Channel = NDArray[np.float32]

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


class Wander:
    """A copy of the sound whose delay wanders: the common part of a chorus pedal and of a tape that runs unevenly.

    Parameters
    ----------
    delay_s, depth_s : the delay, and how far it wanders to either side
    apart : by how much of a turn the right side is ahead of the left
    wet, dry : gains of the copy and of the sound itself
    """

    HISTORY = 2048

    def __init__(self, *, rate_hz: float, delay_s: float, depth_s: float, apart: float, wet: float, dry: float) -> None:
        self._rate, self._apart = 2 * pi * rate_hz / SAMPLE_RATE, 2 * pi * apart
        self._delay, self._depth = delay_s * SAMPLE_RATE, depth_s * SAMPLE_RATE
        self._wet, self._dry = np.float32(wet), np.float32(dry)
        self._past = np.zeros((2, self.HISTORY), np.float32)
        self._at = 0

    def process(self, audio: Audio) -> None:
        """Colour the next block, in place."""
        frames = audio.shape[1]
        known = np.concatenate((self._past, audio), axis=1)
        self._past = known[:, -self.HISTORY :].copy()
        phase = self._rate * (self._at + np.arange(curve.knot_count(frames)) * HOP)
        self._at += frames
        for side in range(2):
            delays = self._delay + self._depth * np.sin(phase + side * self._apart)
            (_wander_kernel if COMPILED else _wander_numpy)(
                known[side], self.HISTORY, delays.astype(np.float32), self._wet, self._dry, audio[side]
            )

    def skip(self, frames: int) -> None:
        """Let silence pass: the wandering goes on, so that what comes after does not depend on how long it was."""
        self._past[:] = 0
        self._at += frames


def ensemble(amount: float) -> Wander:
    """A chorus, at the common string-ensemble setting: 0.6 Hz, 12 ms ± 2.5 ms, the sides a quarter of a turn apart."""
    return Wander(rate_hz=0.6, delay_s=0.012, depth_s=0.0025, apart=0.25, wet=amount, dry=1 - 0.5 * amount)


def wow(percent: float) -> Wander:
    """A tape whose speed sways by ``percent`` about once in two seconds; the same on both sides and on every stem."""
    rate_hz = 0.55
    depth_s = percent / 100 / (2 * pi * rate_hz)
    return Wander(rate_hz=rate_hz, delay_s=depth_s + 0.001, depth_s=depth_s, apart=0.0, wet=1.0, dry=0.0)


def pump(tempo: TempoMap, frames: int, *, depth: float, beats: float) -> Knots:
    """The curve of a mix ducked by a kick on every beat: down by ``depth`` on the beat, back after ``beats``."""
    times = np.arange(knot_count(frames)) * HOP / SAMPLE_RATE
    since_beat = _beats(tempo, times) % 1.0
    recovered = np.clip(since_beat / beats, 0, 1)
    return (1 - depth * (1 - recovered) ** 2).astype(np.float32)


def _beats(tempo: TempoMap, times: NDArray[np.float64]) -> NDArray[np.float64]:
    changes = [beat for beat, _ in tempo.changes]
    last_bpm = tempo.changes[-1][1]
    beats = [*changes, changes[-1] + (times[-1] + 1) * last_bpm / 60]
    found: NDArray[np.float64] = np.interp(times, [tempo.seconds(beat) for beat in beats], beats)
    return found


@kernel
def _wander_kernel(  # noqa: PLR0917 - compiled functions take plain arguments
    known: Channel, start: int, delays: Knots, wet: np.float32, dry: np.float32, out: Channel
) -> None:
    share = np.float32(1 / HOP)
    for hop in range(len(delays) - 1):
        begin, step = delays[hop], (delays[hop + 1] - delays[hop]) * share
        for i in range(min(HOP, len(out) - hop * HOP)):
            frame = hop * HOP + i
            delay = begin + step * np.float32(i)
            whole = int(delay)
            part = delay - np.float32(whole)
            near, far = known[start + frame - whole], known[start + frame - whole - 1]
            out[frame] = dry * out[frame] + wet * (near + part * (far - near))


def _wander_numpy(  # noqa: PLR0917
    known: Channel, start: int, delays: Knots, wet: np.float32, dry: np.float32, out: Channel
) -> None:
    delay = curve.gains(delays, len(out))
    whole = delay.astype(np.int64)
    newest = start + np.arange(len(out)) - whole
    near, far = known[newest], known[newest - 1]
    out[:] = dry * out + wet * (near + (delay - whole).astype(np.float32) * (far - near))
