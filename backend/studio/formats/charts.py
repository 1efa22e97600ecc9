"""What a song is made of, for people to read: the chord chart, the map of its sections, chords with their times."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor
from typing import Any

from backend.studio.score import Chord, Plan, Section
from backend.studio.units import spell

VERSION = 1
BARS_A_LINE = 4
# Chords that begin this close to a bar line, in beats, begin on it.
ON_TIME = 1e-6


def chord_chart(plan: Plan, *, title: str = "") -> str:
    """Write the chords bar by bar under the names of the sections; ``%`` is a bar in which no chord begins.

    ``title`` is what the song is called now, if not as its brief says.
    """
    brief = plan.brief
    key = f"{spell(brief.tonic, tonic=brief.tonic, mode=brief.mode)} {brief.mode.replace('_', ' ')}"
    lines = [title or brief.title, f"{key}, {plan.tempo.changes[0][1]:g} bpm, {plan.meter}"]
    for section in plan.sections:
        lines += ["", f"[{section.name}]", *_lines(plan, section)]
    return "\n".join(lines) + "\n"


def section_map(plan: Plan) -> list[dict[str, Any]]:
    """The sections with their bars and times."""
    return [
        {
            "letter": section.letter,
            "role": section.role,
            "name": section.name,
            "start_bar": section.start_bar,
            "bars": section.bars,
            "start_s": plan.tempo.seconds(plan.start_beat(section)),
            "end_s": plan.tempo.seconds(plan.start_beat(section) + section.bars * plan.meter.beats_per_bar),
            "energy": section.energy,
        }
        for section in plan.sections
    ]


def timed_chords(plan: Plan) -> list[dict[str, Any]]:
    """The chords with the bar they begin in, the first bar is 0, and their times."""
    return [
        {
            "symbol": chord.symbol,
            "bar": floor((chord.start_beat + ON_TIME) / plan.meter.beats_per_bar),
            "start_s": plan.tempo.seconds(chord.start_beat),
            "end_s": plan.tempo.seconds(chord.end_beat),
        }
        for chord in plan.harmony
    ]


def course(plan: Plan) -> dict[str, Any]:
    """Sections and chords together, as they are written to a file."""
    return {"version": VERSION, "sections": section_map(plan), "chords": timed_chords(plan)}


def _lines(plan: Plan, section: Section) -> Iterator[str]:
    bars = [_bar(plan, bar) for bar in range(section.start_bar, section.start_bar + section.bars)]
    if bars and bars[0] == "%":
        bars[0] = _sounding(plan, section.start_bar * plan.meter.beats_per_bar)
    for start in range(0, len(bars), BARS_A_LINE):
        yield f"| {' | '.join(bars[start : start + BARS_A_LINE])} |"


def _bar(plan: Plan, bar: int) -> str:
    start = bar * plan.meter.beats_per_bar - ON_TIME
    begun = [chord.symbol for chord in plan.harmony if start <= chord.start_beat < start + plan.meter.beats_per_bar]
    return " ".join(begun) or "%"


def _sounding(plan: Plan, beat: float) -> str:
    """The chord that sounds at a beat; N.C. (no chord) where there is none."""
    found = next((chord for chord in plan.harmony if _covers(chord, beat)), None)
    return found.symbol if found else "N.C."


def _covers(chord: Chord, beat: float) -> bool:
    return chord.start_beat <= beat + ON_TIME and beat < chord.end_beat
