"""Pitch that moves: the voice's own LFOs and envelope, the player's bends, and the vibrato of the modulation wheel.

A curve holds cents to add to the pitch, one value for each block of ``tables.BLOCK`` frames; empty when all is still.
"""

from __future__ import annotations

import numpy as np

from backend.studio.instruments import envelopes
from backend.studio.instruments.envelopes import Curve
from backend.studio.instruments.tables import BLOCK
from backend.studio.instruments.voices import Motion, Wobble
from backend.studio.score import PlayedPart

MODULATION = 1
STILL: Curve = np.zeros(0)
WIDEST_CENTS = 12_000.0  # ten octaves: beyond it there is nothing to hear


class Wheels:
    """The bend and the modulation wheel of one part."""

    def __init__(self, part: PlayedPart, sample_rate: int) -> None:
        self._rate = sample_rate
        self._bend = np.array(part.bend, float).reshape(-1, 2)
        self._modulation = np.array(part.controls.get(MODULATION, ()), float).reshape(-1, 2)

    def curve(self, wheel: Wobble, start: int, frames: int) -> Curve:
        """What the wheels add to a note that begins at a frame of the song; ``wheel`` is its voice's."""
        if not (self._bend.size or (self._modulation.size and wheel.cents)):
            return STILL
        since = _block_times(frames, self._rate)
        times = start / self._rate + since
        cents = np.zeros(len(times))
        if self._bend.size:
            cents += np.interp(times, self._bend[:, 0], self._bend[:, 1])
        if self._modulation.size and wheel.cents:
            moved = np.searchsorted(self._modulation[:, 0], times, "right")
            depth = np.concatenate([[0.0], self._modulation[:, 1]])[moved] / 127
            cents += depth * _wobble(wheel, since)
        return cents if cents.any() else STILL


def own_curve(motion: Motion, frames: int, release: float, sample_rate: int) -> Curve:
    """What a voice does to its own pitch; ``release`` is the frame at which its key comes up."""
    if not motion.wobbles and not motion.envelope:
        return STILL
    since = _block_times(frames, sample_rate)
    cents = np.zeros(len(since))
    for wobble in motion.wobbles:
        cents += _wobble(wobble, since)
    if envelope := motion.envelope:
        cents += motion.envelope_cents * envelopes.modulation(
            since,
            delay=envelope.delay_s,
            attack=envelope.attack_s,
            hold=envelope.hold_s,
            decay=envelope.decay_s,
            sustain=envelope.sustain,
            release=envelope.release_s,
            released_at=release / sample_rate,
        )
    return cents


def together(own: Curve, wheels: Curve) -> Curve:
    """Add two curves, either of which may be empty, within what can be heard."""
    if own.size and wheels.size:
        return np.clip(own + wheels, -WIDEST_CENTS, WIDEST_CENTS)
    return np.clip(own if own.size else wheels, -WIDEST_CENTS, WIDEST_CENTS)


def _wobble(wobble: Wobble, since: Curve) -> Curve:
    return wobble.cents * envelopes.triangle(since, delay=wobble.delay_s, rate=wobble.rate_hz)


def _block_times(frames: int, sample_rate: int) -> Curve:
    return np.arange(-(-frames // BLOCK), dtype=np.float64) * (BLOCK / sample_rate)
