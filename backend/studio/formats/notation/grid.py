"""Beats as written music counts them: whole ticks, 24 to a quarter note, on the nearest position that can be read.

Each quarter note of a part is divided into sixteenths or thirty-seconds, plain or in triplets, whichever fits its
onsets best, and its ends if it can; meters that are counted in eighths do without triplets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import floor

from backend.studio.score import Note

TICKS = 24
STEPS = SIXTEENTH, TRIPLET, THIRTY_SECOND, TRIPLET_32 = TICKS // 4, TICKS // 6, TICKS // 8, TICKS // 12
# Finer divisions are written only where coarser ones miss by more than this, in ticks.
NEAR = 0.25


@dataclass(frozen=True)
class Sound:
    """Pitches that begin and end together, in ticks from the start of the song."""

    start: int
    end: int
    pitches: tuple[int, ...]


def apart(notes: Sequence[Note], *, triplets: bool) -> tuple[list[Note], list[Note]]:
    """Take apart what no one division of a quarter note can write: triplets against sixteenths are another voice."""
    begun = _by_quarter(note.start_beat * TICKS for note in notes)
    mixed = {at for at, onsets in begun.items() if triplets and all(_error(onsets, step) > NEAR for step in STEPS)}
    plain: list[Note] = []
    against: list[Note] = []
    for note in notes:
        tick = note.start_beat * TICKS
        is_against = floor((tick + NEAR) / TICKS) in mixed and _error([tick], TRIPLET_32) <= NEAR < _error(
            [tick], THIRTY_SECOND
        )
        (against if is_against else plain).append(note)
    return plain, against


def sounds(notes: Sequence[Note], *, triplets: bool) -> list[Sound]:
    """Put notes on the grid, those that begin and end together as one sound, in order of time."""
    onsets = [note.start_beat * TICKS for note in notes]
    ends = [(note.start_beat + note.length_beats) * TICKS for note in notes]
    steps = _steps(onsets, ends, triplets=triplets)
    together: dict[tuple[int, int], set[int]] = defaultdict(set)
    for note, onset, stop in zip(notes, onsets, ends, strict=True):
        start = _snap(onset, steps)
        least = steps.get(start // TICKS, SIXTEENTH)
        together[start, max(_snap(stop, steps), start + least)].add(note.pitch)
    return [Sound(start, end, tuple(sorted(pitches))) for (start, end), pitches in sorted(together.items())]


def within(sounds: Sequence[Sound], end: int) -> list[Sound]:
    """What of some sounds lies before an end: paper has no bars after the last one."""
    return [replace(sound, end=min(sound.end, end)) for sound in sounds if sound.start < end]


def hits(notes: Sequence[Note], *, triplets: bool, pulse: int) -> list[Sound]:
    """Put the strokes of a drum kit on the grid; each lasts until the next one, at most until the next ``pulse``."""
    steps = _steps([note.start_beat * TICKS for note in notes], (), triplets=triplets)
    together: dict[int, set[int]] = defaultdict(set)
    for note in notes:
        together[_snap(note.start_beat * TICKS, steps)].add(note.pitch)
    starts = sorted(together)
    ends = [*starts[1:], starts[-1] + TICKS] if starts else []
    return [
        Sound(start, min(end, (start // pulse + 1) * pulse), tuple(sorted(together[start])))
        for start, end in zip(starts, ends, strict=True)
    ]


def _steps(onsets: Iterable[float], ends: Iterable[float], *, triplets: bool) -> dict[int, int]:
    """How each quarter note that something begins or ends in is divided, in ticks of a step."""
    begun, ended = _by_quarter(onsets), _by_quarter(ends)
    offered = STEPS if triplets else (SIXTEENTH, THIRTY_SECOND)
    return {quarter: _step(begun[quarter], ended[quarter], offered) for quarter in {*begun, *ended}}


def _by_quarter(ticks: Iterable[float]) -> dict[int, list[float]]:
    found: dict[int, list[float]] = defaultdict(list)
    for tick in ticks:
        found[floor((tick + NEAR) / TICKS)].append(tick)
    return found


def _step(onsets: Sequence[float], ends: Sequence[float], offered: Sequence[int]) -> int:
    """The coarsest step that fits the onsets and the ends; if none does, the one that fits the onsets best."""
    both = [step for step in offered if max(_error(onsets, step), _error(ends, step)) <= NEAR]
    begun = [step for step in offered if _error(onsets, step) <= NEAR]
    return next(iter(both or begun), min(offered, key=lambda step: _error(onsets, step)))


def _error(ticks: Sequence[float], step: int) -> float:
    return max((abs(tick - step * round(tick / step)) for tick in ticks), default=0.0)


def _snap(tick: float, steps: dict[int, int]) -> int:
    step = steps[floor((tick + NEAR) / TICKS)]
    return max(0, step * round(tick / step))
