"""Sung time and spoken time: which moment of speech is heard at each moment of singing.

Consonants keep their course. A vowel longer than it was spoken begins and ends as it was spoken and is stretched
between; one that moves (a diphthong) keeps more of its end, so that it moves late, as singers do (docs/singing.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backend.studio.voice.phonetics import GLIDING
from backend.studio.voice.speech import Curve
from backend.studio.voice.spelling import Role
from backend.studio.voice.timing import Placed

# A vowel is stretched when it is longer than this many times the spoken one.
AS_SPOKEN = 1.05
# Of a spoken vowel this share, and at most so long, keeps its speed at either end.
END_SHARE, END_S = 0.35, 0.07
GLIDE_SHARE, GLIDE_S = 0.55, 0.14

Span = tuple[float, float]


@dataclass(frozen=True)
class Stretch:
    """The way from one time to the other; ``spoken`` is when each sound begins and ends in speech [s]."""

    placed: Sequence[Placed]
    spoken: Sequence[Span]

    def spoken_at(self, sung: Curve) -> Curve:
        """The moments of speech of some moments of singing."""
        found: Curve = np.interp(sung, *self._knots)
        return found

    def sung_at(self, spoken: Curve) -> Curve:
        """The moments of singing of some moments of speech; what is not sung belongs to what is next to it."""
        sung, said = self._knots
        rising = np.maximum.accumulate(said)
        found: Curve = np.interp(spoken, rising + 1e-9 * np.arange(len(rising)), sung)
        return found

    @cached_property
    def _knots(self) -> tuple[Curve, Curve]:
        pairs = [pair for one, span in zip(self.placed, self.spoken, strict=True) for pair in _course(one, span)]
        sung, said = (np.array(times, np.float64) for times in zip(*pairs, strict=True))
        return sung, said


def _course(one: Placed, spoken: Span) -> Iterator[Span]:
    """Moments of singing and of speech between which a sound runs evenly."""
    on_s, off_s = spoken
    # A hair inside, so that a sound never shows what belongs to its neighbour.
    yield one.on_s + 1e-6, on_s
    spoken_s, sung_s = off_s - on_s, one.off_s - one.on_s
    if one.sound.role is Role.VOWEL and sung_s > AS_SPOKEN * spoken_s:
        share, most = (GLIDE_SHARE, GLIDE_S) if one.sound.symbol[:1] in GLIDING else (END_SHARE, END_S)
        head, tail = min(END_SHARE * spoken_s, END_S), min(share * spoken_s, most)
        yield one.on_s + head, on_s + head
        yield one.off_s - tail, off_s - tail
    yield max(one.off_s, one.on_s + 2e-6), off_s
