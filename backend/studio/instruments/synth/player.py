"""Patches as instruments of the band: for a key and a velocity the voices that sound, and the samples they read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from backend.studio.instruments.samples import LOOP, NO_LOOP, PADDING, Pcm, Slot
from backend.studio.instruments.synth import patches
from backend.studio.instruments.synth.patches import Patch
from backend.studio.instruments.synth.steady import Sides, step, wave
from backend.studio.instruments.synth.struck import strike
from backend.studio.instruments.tables import OPEN_CUTOFF, RANGE_DB
from backend.studio.instruments.voices import Q_AT_REST_DB, Envelope, Motion, Voice, Wobble

MIDDLE_C, FULL = 60, 127
STRENGTHS = 4
"""Strikes are computed at so many strengths; between them only loudness differs."""
# Each voice reads one side of the sample, and is heard with these gains on the left and on the right.
SIDES, MIDDLE = ((0, (1.0, 0.0)), (1, (0.0, 1.0))), ((0, (1.0, 1.0)),)
VIBRATO_HZ, VIBRATO_DELAY_S = 5.6, 0.05
SHORTEST_S = 0.001
OPEN_HZ = 19_000.0


class SynthKey(NamedTuple):
    """A sample that is computed: one side of a patch at a pitch and, where that matters, a strength."""

    patch: str
    pitch: int
    strength: int
    side: int

    @property
    def mode(self) -> int:
        """How the sample loops."""
        return NO_LOOP if patches.find(self.patch).is_struck else LOOP


class SynthInstrument:
    """A patch, ready to be asked for the voices of a note."""

    def __init__(self, voice: str, sample_rate: int) -> None:
        self._name, self._patch, self._rate = voice.removeprefix(patches.PREFIX), patches.find(voice), sample_rate
        self._voices: dict[tuple[int, int], tuple[Voice, ...]] = {}

    def voices(self, key: int, velocity: int, controls: Mapping[int, int]) -> tuple[Voice, ...]:
        """The two sides of a note, or its one middle; no controller is read but those that act while it sounds."""
        del controls
        asked = key, velocity
        if asked not in self._voices:
            self._voices[asked] = tuple(
                self._voice(key, velocity, side, gains) for side, gains in (SIDES if self._patch.width else MIDDLE)
            )
        return self._voices[asked]

    def _voice(self, key: int, velocity: int, side: int, gains: tuple[float, float]) -> Voice:
        patch, rate = self._patch, self._rate
        strength = round(velocity / FULL * (STRENGTHS - 1)) if patch.is_struck else 0
        slot = SynthKey(self._name, key, strength, side)
        # Velocity 32, two steps of a quarter down, is softer by velocity_db.
        gain_db = patch.velocity_db * math.log2(max(velocity, 1) / FULL) / 2 - patch.resonance_db / 2
        gain = 10 ** (gain_db / 20)
        wobbles = (Wobble(patch.lfo_delay_s, patch.lfo_hz, patch.lfo_cents),) if patch.lfo_cents else ()
        volume = Envelope(
            0.0,
            max(SHORTEST_S, patch.attack_s) * rate,
            0.0,
            60 / (patch.decay_s * rate),
            min(-patch.sustain_db, RANGE_DB),
        )
        return Voice(
            slot=slot,
            step=1.0 if patch.is_struck else step(key, rate),
            motion=Motion(wobbles, None, 0.0),
            wheel=Wobble(VIBRATO_DELAY_S, VIBRATO_HZ, patch.vibrato_cents),
            exclusive_class=0,
            is_filtered=_is_filtered(patch),
            loudest_gain=gain,
            envelope=volume,
            fall=60 / (patch.release_s * rate),
            row=(gain * gains[0], gain * gains[1], *volume, *_colour(patch, key, velocity, rate)),
        )


def sample(key: SynthKey, sample_rate: int) -> Slot:
    """Compute what a voice reads."""
    sides = _computed(key.patch, key.pitch, key.strength, sample_rate)
    return _slot(sides[key.side], loops=key.mode == LOOP)


@lru_cache(maxsize=4)
def _computed(name: str, pitch: int, strength: int, sample_rate: int) -> Sides:
    """Both sides; they are asked for one after the other, so that the last few are kept."""
    patch = patches.find(name)
    if patch.is_struck:
        return strike(patch, pitch, strength / (STRENGTHS - 1), sample_rate)
    return wave(patch, pitch, sample_rate)


def _slot(side: Sides, *, loops: bool) -> Slot:
    pcm: Pcm = np.rint(side * 32767).astype(np.int16)
    begin, end = len(PADDING), len(PADDING) + len(pcm)
    if not loops:
        return Slot(np.concatenate([PADDING, pcm, PADDING]), begin, 0, 0, end)
    # The whole wave is the loop: what lies before it is its end, what lies behind it its beginning.
    return Slot(np.concatenate([pcm[-begin:], pcm, pcm[:begin]]), begin, begin, end, end)


def _is_filtered(patch: Patch) -> bool:
    return patch.cutoff_hz < OPEN_HZ or bool(patch.filter_cents or patch.lfo_filter_cents or patch.resonance_db)


def _colour(patch: Patch, key: int, velocity: int, rate: int) -> tuple[float, ...]:
    """The filter and what moves it, in the order of ``tables.VOICE_ROW``, times in frames."""
    cents = 6900 + 1200 * math.log2(patch.cutoff_hz / 440) + 100 * patch.key_follow * (key - MIDDLE_C)
    cents -= patch.velocity_cents * (1 - velocity / FULL)
    damping = 0.5 / 10 ** ((patch.resonance_db - Q_AT_REST_DB) / 20)
    moves = bool(patch.filter_cents or patch.lfo_filter_cents)
    return (
        *(min(cents, OPEN_CUTOFF), damping, _is_filtered(patch), moves),
        *(patch.lfo_delay_s * rate, patch.lfo_hz / rate, patch.lfo_filter_cents, 0.0),
        0.0,
        max(SHORTEST_S, patch.filter_attack_s) * rate,
        0.0,
        max(SHORTEST_S, patch.filter_decay_s) * rate,
        patch.filter_sustain,
        max(SHORTEST_S, patch.filter_release_s) * rate,
        patch.filter_cents,
    )
