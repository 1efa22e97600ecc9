"""Chords as ChordPro, which songbook programs read: a grid of bars and beats for each section.

.. [1] ChordPro 6 file format, "Directives: grid", chordpro.org.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend.studio.formats.keys import signature
from backend.studio.score import Plan, Section
from backend.studio.units import Meter

BARS_A_LINE = 4
# A beat without a new chord; chords that share a beat are joined.
HOLD, JOIN = ".", "~"
NO_CHORD = "NC"
ON_TIME = 1e-6


def to_chordpro(plan: Plan, *, title: str, artist: str = "") -> str:
    """Write the chords of a song, with title, artist, key, tempo and meter at its head."""
    brief = plan.brief
    head = {"title": title, "artist": artist, "key": signature(brief.tonic, brief.mode)}
    head |= {"tempo": f"{plan.tempo.changes[0][1]:g}", "time": str(plan.meter)}
    lines = [f"{{{name}: {_safe(text)}}}" for name, text in head.items() if text]
    beats = beats_in_a_bar(plan.meter)
    for section in plan.sections:
        shape = f"{min(BARS_A_LINE, section.bars)}x{beats}"
        lines += ["", f'{{start_of_grid label="{_safe(section.name)}" shape="{shape}"}}']
        lines += _lines(plan, section, beats)
        lines.append("{end_of_grid}")
    return "\n".join(lines) + "\n"


def beats_in_a_bar(meter: Meter) -> int:
    """How many beats are counted: those of 6/8 and its kin are dotted."""
    is_compound = meter.denominator >= 8 and meter.numerator % 3 == 0 and meter.numerator > 3
    return meter.numerator // 3 if is_compound else meter.numerator


def _lines(plan: Plan, section: Section, beats: int) -> Iterator[str]:
    bars = [" ".join(_cells(plan, bar, beats)) for bar in range(section.start_bar, section.start_bar + section.bars)]
    for start in range(0, len(bars), BARS_A_LINE):
        yield f"| {' | '.join(bars[start : start + BARS_A_LINE])} |"


def _cells(plan: Plan, bar: int, beats: int) -> list[str]:
    """What begins in each beat of a bar."""
    length = plan.meter.beats_per_bar
    start = bar * length - ON_TIME
    cells: list[list[str]] = [[] for _ in range(beats)]
    for chord in plan.harmony:
        if start <= chord.start_beat < start + length:
            cells[int((chord.start_beat - start) * beats / length)].append(_chord(chord.symbol))
    return [JOIN.join(cell) or HOLD for cell in cells]


def _chord(symbol: str) -> str:
    return NO_CHORD if symbol == "N.C." else symbol


def _safe(text: str) -> str:
    """Text that ends no directive and no label."""
    return " ".join(text.replace("{", "(").replace("}", ")").replace('"', "'").split())
