"""Speech networks that can be told when each sound is sung, on which pitch and how strongly.

Kokoro and its small copy hibari are built alike: a first half reads tokens and decides how long each lasts, the pitch
and the energy; a second half turns these into sound. Here they are two halves with a singer's hands between them.
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

Curve = NDArray[np.float64]


@dataclass(frozen=True)
class Reading:
    """Tokens as a network would speak them.

    ``marks`` are the seconds at which each begins, and the last ends [shape=(tokens + 1,)]; ``hz`` and ``energy`` have
    80 frames a second; ``memory`` is what the network's second half wants to be given back.
    """

    marks: Curve
    hz: Curve
    energy: Curve
    memory: Any


@dataclass(frozen=True)
class Direction:
    """What a network is told to do in each frame [each of shape=(frames,)].

    ``hz`` is the pitch, 0 where there is no voice; ``energy`` how strongly, in the network's own unit; ``formant`` a
    factor of the resonances; ``breath`` 0..1 of air.
    """

    hz: Curve
    energy: Curve
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

    def sound(self, reading: Reading, weights: Curve, told: Direction, rng: np.random.Generator) -> Mono:
        """Sound some tokens as told.

        Parameters
        ----------
        reading : of these tokens
        weights : how much of each token is in each frame [shape=(tokens, frames)], each frame's sum is 1
        told : for each frame
        rng : for noise

        Returns
        -------
        ndarray [shape=(frames * 300,)], 24 kHz
        """
