"""Repeats and rooms."""

from __future__ import annotations

from math import log10, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from backend.studio.audio import Audio
from backend.studio.effects import settings
from backend.studio.effects.placing import Gain
from backend.studio.effects.settings import FREE, NOTES
from backend.studio.effects.units import Boarded, Rack, Unit
from backend.studio.mix.curve import BLOCK
from backend.studio.mix.echo import Echo, EchoSetting
from backend.studio.mix.filters import Filter, high_pass

# It hears the sum of the sides, which is stronger by 3 dB where both are the same: it is set for the middle.
BETWEEN = sqrt(2)
# Almost all of an answer comes within this time, even of the largest room.
CLAP_S = 2.0
FAINT_DB = -60.0
LONGEST_TAIL_S = 20.0
# The longest of its combs at 44.1 kHz, and how its feedback follows from its size [1]_.
# .. [1] J. O. Smith, "Physical Audio Signal Processing", 2010: Freeverb.
COMB_S, LEAST_FEEDBACK, MORE_FEEDBACK = 1640 / 44_100, 0.7, 0.28


class Delay:
    """The desk's echo, heard alone."""

    def __init__(self, how: settings.Delay, sample_rate: int) -> None:
        beats, bpm = delay_beats(how)
        setting = EchoSetting(beats, how.feedback, how.low_cut_hz, how.high_cut_hz)
        self._echo = Echo(setting, amount=1.0, bpm=bpm, crosses=how.sides == "crossing", sample_rate=sample_rate)

    def process(self, audio: Audio) -> None:
        """Turn the next block into its repeats, in place."""
        self._echo.repeat(audio)


def delay_beats(how: settings.Delay) -> tuple[float, float]:
    """The time of a delay in beats, and how many of those there are in a minute."""
    return (how.time_ms / 1000, 60.0) if how.note == FREE else (NOTES[how.note], how.bpm)


def delay_rings_s(how: settings.Delay) -> float:
    """How long its repeats take to fall by 60 dB."""
    beats, bpm = delay_beats(how)
    repeats = FAINT_DB / (20 * log10(max(how.feedback, 0.01)))
    return min(LONGEST_TAIL_S, (1 + repeats) * beats * 60 / bpm)


def reverb(how: settings.Reverb, sample_rate: int) -> Unit:
    """A room that is as loud as what is sent into it, whatever its size."""
    from pedalboard import Reverb  # noqa: PLC0415 - loaded where an effect of it is heard

    room, heard = (Boarded(Reverb(how.size, how.damping, 1.0, 0.0, how.width), sample_rate) for _ in range(2))
    gain_db = 10 * log10(BETWEEN / _energy(heard, sample_rate))
    evenly = Gain(settings.Gain(gain_db=gain_db), sample_rate)
    return Rack([*_sent(how.low_cut_hz, how.predelay_ms, sample_rate), room, evenly])


def _energy(room: Unit, sample_rate: int) -> float:
    """What a room makes of a clap that has the energy 1 on each side, on the mean of both."""
    answer = np.zeros((2, round(CLAP_S * sample_rate)), np.float32)
    answer[:, 0] = 1.0
    room.process(answer)
    return sum(float(np.dot(side, side)) for side in answer) / 2


def reverb_rings_s(how: settings.Reverb) -> float:
    """How long a room takes to fall by 60 dB, damping left aside."""
    return min(LONGEST_TAIL_S, COMB_S * FAINT_DB / (20 * log10(_feedback(how))) + how.predelay_ms / 1000)


def _feedback(how: settings.Reverb) -> float:
    return LEAST_FEEDBACK + MORE_FEEDBACK * how.size


def convolution(how: settings.Convolution, answer: Audio, sample_rate: int) -> Unit:
    """A place that answers."""
    return Rack([*_sent(how.low_cut_hz, how.predelay_ms, sample_rate), Convolver(answer)])


class Convolver:
    """Each side with an answer of its own, cut into blocks that are multiplied as spectra (uniform partitions [1]_).

    Blocks but the last must have `BLOCK` frames.

    .. [1] W. G. Gardner, "Efficient Convolution without Input-Output Delay", JAES 43(3), 1995, section 2.
    """

    def __init__(self, answer: Audio) -> None:
        parts = -(-answer.shape[1] // BLOCK)
        padded = np.pad(answer, ((0, 0), (0, parts * BLOCK - answer.shape[1]))).reshape(2, parts, BLOCK)
        self._answers: NDArray[np.complex64] = fft.rfft(padded, 2 * BLOCK)
        self._heard = np.zeros_like(self._answers)
        self._at, self._rest = 0, np.zeros((2, BLOCK), np.float32)

    def process(self, audio: Audio) -> None:
        """Turn the next block into the place's answer, in place."""
        frames, parts = audio.shape[1], self._answers.shape[1]
        self._heard[:, self._at] = fft.rfft(audio, 2 * BLOCK)
        # The newest block meets the beginning of the answer, the one before what follows it, and so on.
        order = (self._at - np.arange(parts)) % parts
        total = np.einsum("spf,spf->sf", self._heard[:, order], self._answers)
        self._at = (self._at + 1) % parts
        out = fft.irfft(total, 2 * BLOCK)
        audio[:] = out[:, :frames] + self._rest[:, :frames]
        self._rest = out[:, BLOCK:]


class Late:
    """The sound, some frames later."""

    def __init__(self, frames: int) -> None:
        self._past = np.zeros((2, frames), np.float32)

    def process(self, audio: Audio) -> None:
        """Let the next block wait, in place."""
        known = np.concatenate((self._past, audio), axis=1)
        audio[:] = known[:, : audio.shape[1]]
        self._past = known[:, audio.shape[1] :]


def _sent(low_cut_hz: float, predelay_ms: float, sample_rate: int) -> list[Unit]:
    """What is done to a sound on its way into a room."""
    return [
        Filter([high_pass(low_cut_hz, sample_rate=sample_rate)]),
        Late(round(predelay_ms / 1000 * sample_rate)),
    ]
