"""The frames of a model for one phrase. Each model of a bank has frames of its own length, and so its own grid."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from backend.studio.voice.diffsinger import frames
from backend.studio.voice.diffsinger.frames import HEAD, TAIL, Times
from backend.studio.voice.diffsinger.layout import Laid
from backend.studio.voice.diffsinger.phonology import Kind


@dataclass(frozen=True)
class Grid:
    """Phonemes on frames: ``counts`` are the frames of each, with the silence before and after them."""

    laid: Laid
    frame_s: float
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, laid: Laid, frame_s: float) -> Grid:
        """Lay phonemes on frames."""
        lengths = [HEAD * frame_s, *np.diff(laid.borders_s), TAIL * frame_s]
        return cls(laid, frame_s, frames.counted(lengths, frame_s))

    @property
    def start_s(self) -> float:
        return self.laid.start_s - HEAD * self.frame_s

    @property
    def total(self) -> int:
        return int(self.counts.sum())

    @cached_property
    def times(self) -> Times:
        """When each frame begins [s]."""
        return self.start_s + np.arange(self.total) * self.frame_s

    @property
    def words(self) -> NDArray[np.int64]:
        """How many phonemes lie from vowel to vowel, with the silences: what models call words."""
        symbols = self.laid.symbols
        vowels = [index for index, symbol in enumerate(symbols) if symbol.kind is Kind.VOWEL] or [len(symbols) - 1]
        return np.diff([0, *(index + 1 for index in vowels), len(symbols) + 2]).astype(np.int64)
