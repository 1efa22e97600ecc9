"""Beats as written music counts them: whole ticks, 24 to a quarter note, on the nearest position that can be read.

Each quarter note of a part is divided into sixteenths, triplet sixteenths or thirty-seconds, whichever fits its onsets
best; meters that are counted in eighths do without triplets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor

from backend.studio.score import Note

TICKS = 24
SIXTEENTH, TRIPLET, THIRTY_SECOND = TICKS // 4, TICKS // 6, TICKS // 8
# Finer divisions are written only where coarser ones miss by more than this, in ticks.
NEAR = 0.25


@dataclass(frozen=True)
class Sound:
    """Pitches that begin and end together, in ticks from the start of the song."""

    start: int
    end: int
    pitches: tuple[int, ...]


def sounds(notes: Sequence[Note], *, triplets: bool) -> list[Sound]:
    """Put notes on the grid, those that begin and end together as one sound, in order of time."""
    steps = _steps([note.start_beat * TICKS for note in notes], triplets=triplets)
    together: dict[tuple[int, int], set[int]] = defaultdict(set)
    for note in notes:
        start = _snap(note.start_beat * TICKS, steps)
        end = _snap((note.start_beat + note.length_beats) * TICKS, steps)
        least = steps.get(start // TICKS, SIXTEENTH)
        together[start, max(end, start + least)].add(note.pitch)
    return [Sound(start, end, tuple(sorted(pitches))) for (start, end), pitches in sorted(together.items())]


def hits(notes: Sequence[Note], *, triplets: bool, pulse: int) -> list[Sound]:
    """Put the strokes of a drum kit on the grid; each lasts until the next one, at most until the next ``pulse``."""
    steps = _steps([note.start_beat * TICKS for note in notes], triplets=triplets)
    together: dict[int, set[int]] = defaultdict(set)
    for note in notes:
        together[_snap(note.start_beat * TICKS, steps)].add(note.pitch)
    starts = sorted(together)
    ends = [*starts[1:], starts[-1] + TICKS] if starts else []
    return [
        Sound(start, min(end, (start // pulse + 1) * pulse), tuple(sorted(together[start])))
        for start, end in zip(starts, ends, strict=True)
    ]


def _steps(onsets: Iterable[float], *, triplets: bool) -> dict[int, int]:
    """How each quarter note that something begins in is divided, in ticks of a step."""
    by_quarter: dict[int, list[float]] = defaultdict(list)
    for onset in onsets:
        by_quarter[floor((onset + NEAR) / TICKS)].append(onset)
    offered = (SIXTEENTH, TRIPLET, THIRTY_SECOND) if triplets else (SIXTEENTH, THIRTY_SECOND)
    return {quarter: _step(found, offered) for quarter, found in by_quarter.items()}


def _step(onsets: Sequence[float], offered: Sequence[int]) -> int:
    errors = {step: max(abs(onset - step * round(onset / step)) for onset in onsets) for step in offered}
    return next((step for step in offered if errors[step] <= NEAR), min(offered, key=lambda step: errors[step]))


def _snap(tick: float, steps: dict[int, int]) -> int:
    step = steps.get(floor((tick + NEAR) / TICKS), SIXTEENTH)
    return max(0, step * round(tick / step))
