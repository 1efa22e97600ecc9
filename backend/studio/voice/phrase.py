"""Phrases: what a singer sings in one breath, and what came of it. Times are seconds from the start of the song."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from backend.studio.singing import Syllable, Touch

Mono = NDArray[np.float32]
"""Sound of one channel [shape=(frames,)], 44.1 kHz, full scale ±1."""


@dataclass(frozen=True, slots=True)
class SungNote:
    """A note in time; without a ``syllable`` it goes on with the vowel of the one before.

    The points of its touch's bend lie in seconds from ``on_s``.
    """

    on_s: float
    off_s: float
    pitch: int
    velocity: int
    syllable: Syllable | None
    touch: Touch = field(default_factory=Touch)


@dataclass(frozen=True)
class Phrase:
    """Notes that follow each other without a breath. The first has a syllable; they do not overlap.

    ``manner`` names the way of singing (expression.toml), ``language`` is a BCP 47 tag. The same phrase and ``seed``
    give the same bytes.
    """

    notes: tuple[SungNote, ...]
    manner: str
    language: str
    seed: int

    @property
    def on_s(self) -> float:
        return self.notes[0].on_s

    @property
    def off_s(self) -> float:
        return self.notes[-1].off_s


@dataclass(frozen=True, slots=True)
class Phone:
    """A sound as it was sung, and the note of the phrase to whose syllable it belongs."""

    symbol: str
    on_s: float
    off_s: float
    note: int


@dataclass(frozen=True)
class Sung:
    """A phrase as sound; ``audio`` begins at ``start_s`` of the song, before the first note: its consonants lead it."""

    audio: Mono
    start_s: float
    phones: tuple[Phone, ...]
