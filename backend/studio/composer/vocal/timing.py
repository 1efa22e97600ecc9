"""When the words of a section are sung: the rhythm of every line, held notes, and breaths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import floor

import numpy as np

from backend.studio.composer import grid
from backend.studio.composer.vocal import rhythm, spans
from backend.studio.composer.vocal.rhythm import Window
from backend.studio.composer.vocal.spans import Breath, Pace
from backend.studio.singing import Syllable

SIXTEENTHS = 16
# After so many seconds of singing there has to be a breath, as long as this; it is taken from a note of this length.
LONG_S, SNATCHED, LENDING = 6.0, 0.25, 0.75
# The middle of a line, where one breathes rather than near its ends, as shares of it.
MIDDLE = (0.3, 0.75)


@dataclass(frozen=True)
class Timed:
    """A note in time, in beats from the start of the section; without a ``mark`` it holds the syllable before."""

    beat: float
    length: float
    mark: Syllable | None


@dataclass
class Places:
    """The rhythms that sections of a kind have in common: of lines by their stresses, and the places they use."""

    rhythms: dict[tuple[object, ...], list[float]] = field(default_factory=dict)
    used: set[float] = field(default_factory=set)


def timed(
    breaths: Sequence[Breath], pace: Pace, bars: int, places: Places, rng: np.random.Generator
) -> list[list[Timed]]:
    """The notes of each breath in time; ``places`` remembers rhythms, so that lines are alike."""
    begun = _begun(breaths, pace, places, rng)
    if not begun:
        return []
    ends = [*(onsets[0] for onsets in begun[1:]), bars * pace.meter.beats_per_bar]
    return [_held(breath, onsets, end, pace) for breath, onsets, end in zip(breaths, begun, ends, strict=True)]


def _begun(breaths: Sequence[Breath], pace: Pace, places: Places, rng: np.random.Generator) -> list[list[float]]:
    """Where the notes of each breath begin, in beats from the start of the section."""
    liked = rhythm.CHANCE * rng.standard_normal(2 * SIXTEENTHS)
    found: list[list[float]] = []
    free = 0.0
    for breath in breaths:
        start = breath.bar * pace.meter.beats_per_bar
        earliest = max(free - start, -rhythm.PICKUP * grid.pulse_beats(pace.meter))
        key = (*_pattern(breath), breath.bars, min(earliest, 0.0))
        if key not in places.rhythms:
            end = breath.bars * pace.meter.beats_per_bar
            own = rhythm.onsets(breath, pace, Window(earliest, end, liked, frozenset(places.used)))
            places.rhythms[key] = own
            places.used.update(own)
        found.append([start + beat for beat in places.rhythms[key]])
        free = found[-1][-1] + max(rhythm.LAST, rhythm.AFTER_S * pace.bpm / 60)
    return found


def _held(breath: Breath, onsets: Sequence[float], until: float, pace: Pace) -> list[Timed]:
    """The notes of a breath: each as long as until the next, the last one held, with time to breathe after it."""
    last = onsets[-1]
    longest = max(pace.manner.longest_s * pace.bpm / 60, rhythm.LAST)
    end = min(until - min(spans.PAUSE, (until - last) / 3), last + longest)
    # On the grid, so that it can be written down; never shorter than a step of it where there is one.
    end = max(floor(end / spans.FINEST) * spans.FINEST, min(last + spans.FINEST, end))
    lengths = [after - before for before, after in pairwise([*onsets, end])]
    found = [Timed(*note) for note in zip(onsets, lengths, rhythm.marks(breath), strict=True)]
    at = _snatched(found) if (end - onsets[0]) * 60 / pace.bpm > LONG_S else None
    if at is not None:
        found[at] = Timed(found[at].beat, found[at].length - SNATCHED, found[at].mark)
    return found


def _snatched(notes: Sequence[Timed]) -> int | None:
    """The note of a long line after which a breath is snatched: a long one at the end of a word, near the middle."""
    first, last = (round(share * len(notes)) for share in MIDDLE)
    fitting = [
        at
        for at in range(max(first, 1), last)
        if notes[at].length >= LENDING and (mark := notes[at + 1].mark) is not None and mark.index == 0
    ]
    return max(fitting, key=lambda at: notes[at].length, default=None)


def _pattern(breath: Breath) -> tuple[object, ...]:
    """What the rhythm of a breath depends on: stresses and holds."""
    own = slice(breath.first, breath.end)
    return tuple(syllable.stress for syllable in breath.line.syllables[own]), breath.line.holds[own]
