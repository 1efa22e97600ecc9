"""Pitch and time, each without the other, on sounds of any length.

Rubber Band's finer engine (through pedalboard) works on whole sounds, so it is given stretches that overlap. Each one
is joined to the next where both are softest, at the lag at which they are most alike (as WSOLA joins frames [1]_).

.. [1] W. Verhelst, M. Roelands, "An overlap-add technique based on waveform similarity (WSOLA)", ICASSP 1993.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.studio.audio import Audio
from backend.studio.effects import settings
from backend.studio.effects.sound import Made, Sound, evenly
from backend.studio.effects.units import blend

# Over a longer stretch its time drifts (1.5 ms a second at worst); of shorter ones more is done twice.
STRETCH_S, OVERLAP_S = 6.0, 0.9
FADE_S, LAG_S = 0.03, 0.012
# Where it is softer than the rest by 20 dB, nobody hears how the joint is made: nothing is moved.
QUIET = 0.01
# Its windows need this much on either side of a frame.
LEAST_S = 0.5


@dataclass(frozen=True)
class Turn:
    """What is done: ``speed`` 2 is twice as fast, ``semitones`` 12 an octave up; formants may stay where they are."""

    speed: float = 1.0
    semitones: float = 0.0
    keeps_formants: bool = False

    @property
    def is_nothing(self) -> bool:
        return self.speed == 1.0 and self.semitones == 0.0


def pitch_shift(sound: Sound, how: settings.PitchShift, *, mix: float) -> Sound:
    """A sound higher or lower, as long as before."""
    turn = Turn(semitones=how.semitones + how.cents / 100, keeps_formants=how.formants == "stay")
    return sound if turn.is_nothing else Made(sound.sample_rate, sound.frames, lambda: _shifted(sound, turn, mix))


def time_stretch(sound: Sound, how: settings.TimeStretch) -> Sound:
    """A sound faster or slower, as high as before."""
    turn, frames = Turn(speed=how.speed), max(1, round(sound.frames / how.speed))
    if turn.is_nothing:
        return sound
    return Made(sound.sample_rate, frames, lambda: evenly(_turned(sound.blocks(), turn, sound.sample_rate), frames))


def _shifted(sound: Sound, turn: Turn, mix: float) -> Iterator[Audio]:
    waiting: deque[Audio] = deque()

    def remembered() -> Iterator[Audio]:
        for block in sound.blocks():
            waiting.append(block.copy())
            yield block

    for wet in evenly(_turned(remembered(), turn, sound.sample_rate), sound.frames):
        blend(wet, waiting.popleft(), mix)
        yield wet


def _turned(blocks: Iterator[Audio], turn: Turn, sample_rate: int) -> Iterator[Audio]:
    """The pieces of the turned sound, one for each stretch."""
    joint = _Joint(turn.speed, sample_rate)
    for start, stretch, is_last in _stretches(blocks, sample_rate):
        yield from joint.add(start, _engine(stretch, turn, sample_rate), is_last)


def _stretches(blocks: Iterator[Audio], sample_rate: int) -> Iterator[tuple[int, Audio, bool]]:
    """Stretches that overlap, with where each begins and whether it is the last."""
    length, overlap = round(STRETCH_S * sample_rate), round(OVERLAP_S * sample_rate)
    held, start = np.zeros((2, 0), np.float32), 0
    for block in blocks:
        held = np.concatenate((held, block), axis=1)
        # What is left for the last stretch is at least as long as it overlaps with the one before.
        while held.shape[1] > length + overlap:
            yield start, held[:, :length], False
            held, start = held[:, length - overlap :], start + length - overlap
    yield start, held, True


def _engine(stretch: Audio, turn: Turn, sample_rate: int) -> Audio:
    from pedalboard import time_stretch  # noqa: PLC0415 - loaded where an effect of it is heard

    frames, least = stretch.shape[1], round(LEAST_S * sample_rate)
    given = np.pad(stretch, ((0, 0), (0, max(0, least - frames))))
    made: Audio = time_stretch(
        given, sample_rate, turn.speed, turn.semitones, high_quality=True, preserve_formants=turn.keeps_formants
    )
    return made[:, : max(1, round(frames / turn.speed))]


class _Joint:
    """Joins what the engine gave. Each stretch may be moved by a lag, but not the ones after it."""

    def __init__(self, speed: float, sample_rate: int) -> None:
        self._speed = speed
        self._fade, self._lag = round(FADE_S * sample_rate), round(LAG_S * sample_rate)
        self._step = round((STRETCH_S - OVERLAP_S) * sample_rate)
        self._end: Audio | None = None

    def add(self, start: int, made: Audio, is_last: bool) -> Iterator[Audio]:
        """Join the stretch that began at a frame of what went in; gives what will not change any more."""
        # Where the next one begins, beside this one.
        until = round((start + self._step) / self._speed) - round(start / self._speed)
        if self._end is not None:
            at, lag = self._best(self._end, made)
            yield self._end[:, :at]
            yield self._crossed(self._end[:, at : at + self._fade], made[:, at + lag : at + lag + self._fade])
            begin, until = at + lag + self._fade, until + lag
        else:
            begin = 0
        yield made[:, begin:] if is_last else made[:, begin:until]
        self._end = made[:, until:]

    def _best(self, old: Audio, new: Audio) -> tuple[int, int]:
        """Where to cross over, and by which lag the new one is most like the old one there."""
        length = min(old.shape[1], new.shape[1])
        loud = _sums(np.square(old[:, :length]).sum(axis=0), self._fade)
        # Away from the ends, where the engine has heard both sides of everything.
        first, last = length // 4, 3 * length // 4 - self._fade - self._lag
        at = first + int(np.argmin(loud[first : max(first + 1, last)]))
        if loud[at] < QUIET * loud.mean():
            return at, 0
        wanted = old[:, at : at + self._fade].sum(axis=0)
        around = new[:, at - self._lag : at + self._fade + self._lag].sum(axis=0)
        alike = np.correlate(around, wanted, "valid") / np.sqrt(np.maximum(_sums(np.square(around), self._fade), 1e-12))
        return at, int(np.argmax(alike)) - self._lag

    def _crossed(self, old: Audio, new: Audio) -> Audio:
        """From one into the other, of constant sum: they are alike."""
        into = np.linspace(0, 1, self._fade, dtype=np.float32)
        return old * (1 - into) + new * into


def _sums(values: NDArray[np.float32], width: int) -> NDArray[np.float64]:
    """The sum of each so many values in a row."""
    running = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    sums: NDArray[np.float64] = np.maximum(running[width:] - running[:-width], 0.0)
    return sums
