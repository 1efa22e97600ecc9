"""What colours a sound: valves, coarse samplers, wandering copies, sweeping notches, a trembling level."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

import numpy as np
from numpy.typing import NDArray

from backend.studio.audio import Audio
from backend.studio.effects import settings
from backend.studio.effects.settings import FREE, NOTES
from backend.studio.effects.tone import HIGHEST
from backend.studio.effects.units import Apart, Boarded, Unit
from backend.studio.mix import curve
from backend.studio.mix.amps import Valves
from backend.studio.mix.curve import HOP
from backend.studio.mix.filters import Filter, high_pass, low_pass
from backend.studio.units import decibels_to_gain

# What the bias of the valves leaves of a steady level is taken out again: below everything that is heard.
STEADY_HZ = 10.0


class Distortion:
    """Valves and the tone behind them. What is driven becomes louder by about half the drive, which is taken back."""

    LATE = Valves.LATE

    def __init__(self, how: settings.Distortion, sample_rate: int) -> None:
        self._valves = Valves(how.drive_db, 0.0, bias=how.bias)
        self._rest = np.float32(_at_rest(how.bias))
        sections = [high_pass(STEADY_HZ, sample_rate=sample_rate)]
        if how.tone_hz < HIGHEST * sample_rate:
            sections.append(low_pass(how.tone_hz, sample_rate=sample_rate))
        self._tone = Filter(sections)
        self._gain = np.float32(decibels_to_gain(how.output_db - how.drive_db / 2))

    def process(self, audio: Audio) -> None:
        """Drive the next block, in place."""
        self._valves.process(audio)
        audio -= self._rest
        self._tone.process(audio)
        audio *= self._gain


def _at_rest(bias: float) -> float:
    """What two valves give where nothing comes in: see `colour.saturate` of the desk."""
    for _ in range(2):
        bias = bias * (27 + bias**2) / (27 + 9 * bias**2)
    return bias


class Bitcrush:
    """Each sample is held until the next of a coarser clock, and rounded to few steps."""

    def __init__(self, how: settings.Bitcrush, sample_rate: int) -> None:
        self._held_for = max(1.0, sample_rate / how.rate_hz)
        self._steps = np.float32(2 ** (how.bits - 1))
        self._at = 0
        self._last = np.zeros((2, 1), np.float32)

    def process(self, audio: Audio) -> None:
        """Crush the next block, in place."""
        frames = audio.shape[1]
        ticks = np.floor((self._at + np.arange(frames)) / self._held_for)
        taken = np.ceil(ticks * self._held_for).astype(np.int64) - self._at
        known = np.concatenate((self._last, audio), axis=1)
        # What was taken before this block is what was held at its end.
        audio[:] = known[:, np.maximum(taken, -1) + 1]
        self._last = audio[:, -1:].copy()
        self._at += frames
        np.rint(audio * self._steps, out=audio)
        audio /= self._steps


def chorus(how: settings.Chorus, sample_rate: int) -> Unit:
    """A chorus for each side, the right one ahead of the left."""
    from pedalboard import Chorus  # noqa: PLC0415 - loaded where an effect of it is heard

    def plugin() -> object:
        return Chorus(how.rate_hz, how.depth, how.delay_ms, how.feedback, mix=1.0)

    return _ahead(plugin, how.rate_hz, how.spread, sample_rate)


def phaser(how: settings.Phaser, sample_rate: int) -> Unit:
    """A phaser for each side."""
    from pedalboard import Phaser  # noqa: PLC0415

    centre_hz = min(how.centre_hz, HIGHEST * sample_rate / 2)

    def plugin() -> object:
        return Phaser(how.rate_hz, how.depth, centre_hz, how.feedback, mix=1.0)

    return _ahead(plugin, how.rate_hz, how.spread, sample_rate)


def _ahead(plugin: Callable[[], object], rate_hz: float, turns: float, sample_rate: int) -> Unit:
    """A plug-in for each side; the right one has heard silence for some turns of its wave before it begins."""
    left, right = (Boarded(plugin(), sample_rate) for _ in range(2))
    if turns:
        # Whole turns more make no difference, and it takes so much at a time.
        turns += ceil(rate_hz * Boarded.AT_ONCE / sample_rate)
        right.process(np.zeros((1, round(turns * sample_rate / rate_hz)), np.float32))
    return Apart(left, right)


class Tremolo:
    """A level that goes up and down."""

    def __init__(self, how: settings.Tremolo, sample_rate: int) -> None:
        rate_hz = how.rate_hz if how.note == FREE else how.bpm / 60 / NOTES[how.note]
        self._how, self._turn = how, rate_hz / sample_rate
        self._at = 0

    def process(self, audio: Audio) -> None:
        """Let the level of the next block tremble, in place."""
        frames = audio.shape[1]
        turns = self._turn * (self._at + HOP * np.arange(ceil(frames / HOP) + 1))
        for side in range(2):
            knots = 1 - self._how.depth * self._down(turns + side * self._how.spread)
            curve.apply(audio[side : side + 1], knots.astype(np.float32))
        self._at += frames

    def _down(self, turns: NDArray[np.float64]) -> NDArray[np.float64]:
        """How far down it is, 0..1; it begins at the top."""
        at = turns % 1.0
        down: NDArray[np.float64] = 0.5 - 0.5 * np.cos(2 * np.pi * at)
        if self._how.shape == "triangle":
            down = 1 - np.abs(1 - 2 * at)
        elif self._how.shape == "square":
            down = np.where(at < 0.5, 0.0, 1.0)
        return down
