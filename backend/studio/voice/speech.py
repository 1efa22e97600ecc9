"""Speech networks that can be told when each sound is sung, on which pitch and how strongly.

Kokoro and its small copy hibari are built alike: a first half reads tokens and decides how long each lasts, the pitch
and the energy; a second half turns these into sound. A singer's hands are between the two: it lets the words be spoken
on the pitches of the melody, and what was spoken be heard on the beats of the melody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from backend.studio.voice.phrase import Mono

RATE = 24_000
# Pitch and energy have so many frames a second; sounds last whole steps of two frames in speech.
FRAMES_PER_S = 80
HOP = RATE // FRAMES_PER_S
STEP_S = 2 / FRAMES_PER_S
# Words are spoken a little slower than usual (research, docs/singing.md).
PACE = 1 / 1.15

Curve = NDArray[np.float64]


@dataclass(frozen=True)
class Reading:
    """Tokens as a network would speak them.

    ``steps`` are how long each lasts, in steps of 25 ms [shape=(tokens,)]; ``hz`` and ``energy`` have 80 frames a
    second; ``memory`` is what the network's second half wants to be given back.
    """

    steps: NDArray[np.int64]
    hz: Curve
    energy: Curve
    memory: Any

    @property
    def marks(self) -> Curve:
        """When each token begins, and the last ends [s] [shape=(tokens + 1,)]."""
        found: Curve = np.concatenate([[0.0], np.cumsum(self.steps)]) * STEP_S
        return found


@dataclass(frozen=True)
class Direction:
    """What a network is told: how to speak, and how what it spoke is sung.

    In each frame of speech [shape=(spoken frames,)]: ``said_hz``, which goes on where there is no voice,
    ``said_voiced``, whether there is one, and ``energy``, in the network's own unit. In each frame of singing
    [shape=(frames,)]: ``places``, the frame of speech that is heard, with fractions; ``hz``, 0 where there is no voice;
    ``formant``, a factor of the resonances; ``breath``, 0..1 of air.
    """

    said_hz: Curve
    said_voiced: NDArray[np.bool_]
    energy: Curve
    places: Curve
    hz: Curve
    formant: Curve
    breath: Curve


class SpeechNetwork(Protocol):
    """A network in two halves."""

    @property
    def alphabet(self) -> Mapping[str, int]:
        """The token of each sign that it reads."""

    @property
    def version(self) -> str:
        """What it is, and its weights."""

    def read(self, tokens: Sequence[int]) -> Reading:
        """Decide how to speak some tokens."""

    def sound(self, reading: Reading, told: Direction, rng: np.random.Generator) -> Mono:
        """Sing some tokens as told: 24 kHz [shape=(frames * 300,)]. ``rng`` is for noise."""
