"""How a phrase is delivered: each sound in song and in speech, and the frames in which it is sung."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backend.studio.voice.manners import Manner
from backend.studio.voice.phrase import Phrase
from backend.studio.voice.speech import FRAMES_PER_S, Curve
from backend.studio.voice.timing import Placed

# Both 24 kHz and 44.1 kHz have whole samples in this, so that nothing is moved by a fraction of one.
GRID_S = 0.05


@dataclass(frozen=True)
class Delivery:
    """A phrase with its way of singing; ``placed`` are its sounds as they are sung, ``spoken`` as they would be [s]."""

    phrase: Phrase
    manner: Manner
    placed: tuple[Placed, ...]
    spoken: tuple[tuple[float, float], ...]

    @cached_property
    def start_s(self) -> float:
        """When the sound of the phrase begins, on the grid."""
        return math.floor(self.placed[0].on_s / GRID_S) * GRID_S

    @cached_property
    def frames(self) -> int:
        """How many frames of 12.5 ms it has."""
        return math.ceil((self.placed[-1].off_s - self.start_s) / GRID_S) * round(GRID_S * FRAMES_PER_S)

    @cached_property
    def times(self) -> Curve:
        """The middle of each frame [s]."""
        found: Curve = self.start_s + (np.arange(self.frames) + 0.5) / FRAMES_PER_S
        return found
