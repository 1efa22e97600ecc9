"""The chords that were asked for, section by section, as the composer writes harmony."""

from __future__ import annotations

from collections.abc import Sequence

from backend.studio.brief import Brief
from backend.studio.composer import theory
from backend.studio.composer.asked import chord_text, places
from backend.studio.composer.asked.chord_text import Line
from backend.studio.composer.harmony import Span
from backend.studio.composer.rules import Row


def spans(brief: Brief, rows: Sequence[Row]) -> list[tuple[Span, ...] | None]:
    """The chords of each section, None where they are left to the composer.

    A line that is shorter than its section begins again; what is longer is cut.
    """
    found: list[tuple[Span, ...] | None] = []
    for row, number in zip(rows, places.numbers(rows), strict=True):
        asked = places.narrowest(brief.chords, row, number)
        line = chord_text.read(asked.text, brief.meter) if asked else None
        found.append(tuple(_tiled(line, row.bars * brief.meter.beats_per_bar, brief)) if line else None)
    return found


def _tiled(line: Line, beats: float, brief: Brief) -> list[Span]:
    length = line.bars * brief.meter.beats_per_bar
    placed = []
    for turn in range(-int(-beats // length)):
        for chord in line.chords:
            start = turn * length + chord.beat
            if start < beats:
                numeral = theory.from_symbol(chord.symbol, tonic=brief.tonic)
                placed.append(Span(start, min(chord.length, beats - start), numeral, theory.written(chord.symbol)))
    return placed
