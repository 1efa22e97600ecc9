"""Effects that have to know the whole of a sound: where it ends, how loud it is, what comes last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from backend.studio.audio import Audio
from backend.studio.effects import limiting, settings
from backend.studio.effects.meter import Meter
from backend.studio.effects.sound import Made, Sound, Tape, evenly
from backend.studio.effects.units import over, without
from backend.studio.errors import BadChain
from backend.studio.mix.curve import BLOCK
from backend.studio.units import decibels_to_gain

Bounce = Callable[..., Tape]
"""``bounce(sound, hear=None)``: write a sound down, so that it can be read in any order."""

ROUNDS, CLOSE_LU = 5, 0.05


def reverse(sound: Sound, bounce: Bounce) -> Sound:
    """The end first."""
    tape = bounce(sound)
    return Made(tape.sample_rate, tape.frames, lambda: evenly(tape.backwards(), tape.frames))


def trim(sound: Sound, how: settings.Trim) -> Sound:
    """A stretch of a sound.

    Raises
    ------
    BadChain
        if nothing is left
    """
    begin = round(how.start_s * sound.sample_rate)
    end = min(sound.frames, round(how.end_s * sound.sample_rate) or sound.frames)
    if begin >= end:
        length_s = sound.frames / sound.sample_rate
        raise BadChain.of([f"Nothing is left from {how.start_s:g} s on of a sound of {length_s:.3g} s."])
    whole, rest = divmod(begin, BLOCK)

    def made() -> Iterator[Audio]:
        return evenly(without(islice(sound.blocks(), whole, None), rest), end - begin)

    return Made(sound.sample_rate, end - begin, made)


def fade(sound: Sound, how: settings.Fade) -> Sound:
    """A sound that comes from nothing and goes to nothing."""
    begins, ends = (round(seconds * sound.sample_rate) for seconds in (how.in_s, how.out_s))

    def made() -> Iterator[Audio]:
        at = 0
        for block in sound.blocks():
            frames = at + np.arange(block.shape[1])
            if at < begins:
                np.multiply(block, _rising(frames / begins, how.shape), out=block)
            if at + block.shape[1] > sound.frames - ends:
                np.multiply(block, _rising((sound.frames - 1 - frames) / max(1, ends), how.shape), out=block)
            at += block.shape[1]
            yield block

    return Made(sound.sample_rate, sound.frames, made)


def _rising(share: NDArray[np.float64], shape: str) -> NDArray[np.float32]:
    """From 0 to 1: evenly to the ear (a quarter of a sine), in a straight line, or slowly at first."""
    held = np.clip(share, 0, 1)
    risen = {"sine": np.sin(held * np.pi / 2), "linear": held, "slow": held**3}[shape]
    return risen.astype(np.float32)


def limit(sound: Sound, how: settings.Limiter) -> Sound:
    """A sound below a ceiling, between its samples as well."""
    rate = sound.sample_rate
    return over(sound, lambda: limiting.Limiter(how, rate), late=limiting.late(rate))


def normalise(sound: Sound, how: settings.Normalise, bounce: Bounce, *, sides: int) -> Sound:
    """A sound as loud as asked; silence stays silent.

    By loudness, what rises above the ceiling is limited, and the gain is sought again until the whole is as loud as it
    should be.
    """
    meter = Meter(sound.sample_rate, sides=sides)
    tape = bounce(sound, hear=meter.hear)
    if how.by == "peak":
        return _louder(tape, how.peak_db - meter.peak_db) if isfinite(meter.peak_db) else tape
    if not isfinite(meter.lufs):
        return tape
    gain_db = how.target_lufs - meter.lufs
    if meter.peak_db + gain_db <= how.peak_db:
        return _louder(tape, gain_db)
    for _ in range(ROUNDS):
        limited = _limited(tape, gain_db, how.peak_db)
        heard = Meter(tape.sample_rate, sides=sides)
        for block in limited.blocks():
            heard.hear(block)
        missing = how.target_lufs - heard.lufs
        if abs(missing) < CLOSE_LU:
            break
        gain_db = min(settings.MOST_PUSH_DB, gain_db + missing)
    return limited


def _limited(tape: Tape, gain_db: float, ceiling_db: float) -> Sound:
    return limit(tape, settings.Limiter(ceiling_db=ceiling_db, gain_db=gain_db))


def _louder(sound: Sound, gain_db: float) -> Sound:
    gain = np.float32(decibels_to_gain(gain_db))

    def made() -> Iterator[Audio]:
        for block in sound.blocks():
            yield block * gain

    return Made(sound.sample_rate, sound.frames, made)
