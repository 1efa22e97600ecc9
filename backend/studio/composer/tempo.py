"""The tempo of a song: its usual one, the changes that were asked for, and the slowing at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backend.studio.composer.asked import places
from backend.studio.constraints import TempoChange
from backend.studio.score import Section
from backend.studio.units import TempoMap

# Two tempi at the same beat, and tempi that differ by less than this, are one.
SAME_BEAT, SAME_BPM = 1e-6, 1e-9


@dataclass(frozen=True)
class _Turn:
    """A moment from which on another tempo holds; the way there takes so many beats."""

    beat: float
    bpm: float
    over: float


def course(bpm: float, changes: Sequence[TempoChange], sections: Sequence[Section], bar_beats: float) -> TempoMap:
    """Lay out the tempo of a song.

    A change at sections holds in them alone; one at a bar or a beat holds from there on.
    """
    points = [(0.0, bpm)]
    turns = list(_turns(bpm, changes, sections, bar_beats))
    ends = [turn.beat for turn in turns[1:]]
    for turn, end in zip(turns, [*ends, float("inf")], strict=False):
        points += [point for point in _way(turn, points[-1][1]) if point[0] < end - SAME_BEAT]
    return TempoMap(tuple(_plain(points)))


def slowed(tempo: TempoMap, factors: Sequence[float], *, start: float, step: float) -> TempoMap:
    """The same tempo, from ``start`` on multiplied by one factor after another, each for ``step`` beats."""
    if not factors:
        return tempo
    before = [(beat, bpm) for beat, bpm in tempo.changes if beat < start - SAME_BEAT]
    after = [(start + index * step, factor) for index, factor in enumerate(factors)]
    return TempoMap((*before, *((beat, tempo.bpm_at(beat) * factor) for beat, factor in after)))


def _turns(
    bpm: float, changes: Sequence[TempoChange], sections: Sequence[Section], bar_beats: float
) -> Iterator[_Turn]:
    """The moments at which the tempo changes, in order."""
    steady = _steady(changes, bar_beats)
    inside: list[tuple[float, float, TempoChange]] = []
    for section, number in zip(sections, places.numbers(sections), strict=True):
        found = of_section(changes, section, number)
        start = section.start_bar * bar_beats
        if found:
            inside.append((start, start + section.bars * bar_beats, found))
    last = sections[-1].start_bar * bar_beats + sections[-1].bars * bar_beats
    moments = {beat for beat, _ in steady} | {beat for start, end, _ in inside for beat in (start, end)}
    for beat in sorted(moment for moment in moments if moment < last - SAME_BEAT):
        held = next((change for start, end, change in inside if start - SAME_BEAT <= beat < end - SAME_BEAT), None)
        begun = any(abs(start - beat) < SAME_BEAT for start, _, _ in inside)
        outside = next((change for at, change in reversed(steady) if at <= beat), None)
        if held is not None:
            yield _Turn(beat, held.bpm, held.over_bars * bar_beats if begun else 0.0)
        elif outside is not None:
            begins = any(abs(at - beat) < SAME_BEAT for at, _ in steady)
            yield _Turn(beat, outside.bpm, outside.over_bars * bar_beats if begins else 0.0)
        else:
            yield _Turn(beat, bpm, 0.0)


def _steady(changes: Sequence[TempoChange], bar_beats: float) -> list[tuple[float, TempoChange]]:
    """The changes at bars and beats, in order."""
    found = [(places.beat_of(change.at, bar_beats), change) for change in changes]
    return sorted(((beat, change) for beat, change in found if beat is not None), key=lambda pair: pair[0])


def of_section(changes: Sequence[TempoChange], section: places.Spot, number: int) -> TempoChange | None:
    """The change that holds in a section: that of the narrowest place."""
    named = [(place, change) for change in changes if (place := places.section_of(change.at)) is not None]
    found = [(place.rank, index) for index, (place, _) in enumerate(named) if places.covers(place, section, number)]
    return named[max(found)[1]][1] if found else None


def _way(turn: _Turn, before: float) -> Iterator[tuple[float, float]]:
    """The tempo from a turn on, beat by beat where the way takes time."""
    steps = max(1, round(turn.over))
    for step in range(steps):
        yield turn.beat + step * turn.over / steps, before + (turn.bpm - before) * (step + 1) / steps


def _plain(points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The points, of several at one beat the last, without those that change nothing."""
    held: float | None = None
    for index, (beat, bpm) in enumerate(points):
        overruled = index + 1 < len(points) and points[index + 1][0] - beat < SAME_BEAT
        if not overruled and (held is None or abs(bpm - held) > SAME_BPM):
            yield beat, bpm
            held = bpm
