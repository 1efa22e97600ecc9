"""What an engine sang, as the studio takes it: even vowels, silent rests, 44.1 kHz, and when each sound was sung."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import soxr

from backend.studio.audio import SAMPLE_RATE
from backend.studio.voice import levels
from backend.studio.voice.delivery import Delivery
from backend.studio.voice.phrase import Mono, Phone, Sung
from backend.studio.voice.speech import RATE, Curve
from backend.studio.voice.spelling import Role
from backend.studio.voice.timing import Placed

FADE_S = 0.012
# What is heard of the first consonant before it begins, and of the last sound after its end.
BEFORE_S, AFTER_S = 0.03, 0.05


def finish(sound: Mono, delivery: Delivery) -> Sung:
    """Bring the sound of a phrase, 24 kHz, into the studio's form."""
    times = np.arange(len(sound)) / RATE + delivery.start_s
    shaped = (levels.even(sound, delivery) * _gate(delivery.placed, times)).astype(np.float32)
    audio = soxr.resample(shaped, RATE, SAMPLE_RATE, quality="VHQ").astype(np.float32)
    return Sung(audio, delivery.start_s, phones(delivery.placed))


def phones(placed: Sequence[Placed]) -> tuple[Phone, ...]:
    """The sounds that are heard, in their order."""
    silent = (Role.EDGE, Role.SPACE, Role.PAUSE)
    return tuple(
        Phone(one.sound.symbol, float(one.on_s), float(one.off_s), one.sound.note)
        for one in placed
        if one.sound.role not in silent
    )


def _gate(placed: Sequence[Placed], times: Curve) -> Curve:
    """1 while something is sung and 0 in rests, with short fades inside the rests."""
    first, last = placed[0].off_s - BEFORE_S, placed[-1].on_s + AFTER_S
    gate: Curve = np.clip((times - first) / FADE_S, 0, 1) * np.clip((last - times) / FADE_S, 0, 1)
    for one in placed:
        if one.sound.role is Role.PAUSE and one.off_s - one.on_s > 2 * FADE_S:
            gate *= np.clip(np.maximum(one.on_s + FADE_S - times, times - one.off_s + FADE_S) / FADE_S, 0, 1)
    return gate
