"""Speech made clear before it is sung: each vowel long enough to be held, each consonant long enough to be heard.

In a small word a vowel may last 25 ms, of which nothing can be held. So tokens are given at least so many steps, and
the pitch and energy that the network decided on are stretched with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from backend.studio.voice.phonetics import GLIDING
from backend.studio.voice.speech import Curve, Reading
from backend.studio.voice.spelling import Role, Sound

# The least steps of 25 ms: of vowels, of vowels that move, of consonants that hiss, and of others.
VOWEL, MOVING, HISSING, OTHER = 5, 7, 3, 2
HISSES = frozenset("sʃfθʒzʧʤ")
# A vowel is heard so much shorter before sounds that hiss without a voice (`hearing.HISS_EARLIER_S`).
LOST, TAKING = 2, frozenset("sʃfh")
# Between words no more.
SPACE = 2


def clear(reading: Reading, sounds: Sequence[Sound], counts: Sequence[int]) -> Reading:
    """Give the tokens of each sound the steps that they need."""
    steps, first = reading.steps.copy(), 0
    for index, (sound, count) in enumerate(zip(sounds, counts, strict=True)):
        own = slice(first, first + count)
        if sound.role is Role.SPACE:
            steps[own] = np.minimum(steps[own], SPACE)
        else:
            # The last token of a sound is the sound itself, those before are marks of stress.
            steps[first + count - 1] += max(_least(sound, _next(sounds, index)) - int(steps[own].sum()), 0)
        first += count
    return replace(
        reading, steps=steps, hz=_warped(reading.hz, reading, steps), energy=_warped(reading.energy, reading, steps)
    )


def _next(sounds: Sequence[Sound], index: int) -> str:
    """What is heard after a sound, without the space between."""
    return next((sound.symbol for sound in sounds[index + 1 :] if sound.role is not Role.SPACE), "")


def _least(sound: Sound, follower: str) -> int:
    if sound.role is Role.VOWEL:
        return (MOVING if sound.symbol[:1] in GLIDING else VOWEL) + LOST * (follower[:1] in TAKING)
    if sound.role in (Role.ONSET, Role.CODA):
        return HISSING if sound.symbol[:1] in HISSES else OTHER
    return 0


def _warped(curve: Curve, reading: Reading, steps: np.ndarray) -> Curve:
    """A curve of two frames a step, each token's part stretched to its new steps."""
    old = np.concatenate([[0], np.cumsum(2 * reading.steps)])
    parts = [
        np.interp(
            (np.arange(2 * new) + 0.5) / max(2 * new, 1) * (last - first) - 0.5 + first, np.arange(len(curve)), curve
        )
        for first, last, new in zip(old[:-1], old[1:], steps.tolist(), strict=True)
    ]
    found: Curve = np.concatenate(parts)
    return found
