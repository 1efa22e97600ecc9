"""Fills: what the drums play instead of their groove where a phrase ends, the longer the more is to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backend.studio.composer import grid, touch
from backend.studio.composer.part_rules import DrumRules, Fill
from backend.studio.composer.setting import MOMENT, Setting
from backend.studio.score import Section

# A section this much stronger than the one before it is worth a whole bar of fill.
LIFT = 0.12
WITHIN, LEADING, LIFTING = 1, 2, 4
# A section has to be this long to be worth a fill at its end, in bars.
WORTH = 2


@dataclass(frozen=True)
class Stroke:
    """A stroke on a drum of the kit: its beat in the song, the lane it is written on, and how it is struck."""

    beat: float
    lane: str
    sign: str
    tags: tuple[str, ...] = ()


def filled(
    strokes: list[Stroke], rules: DrumRules, section: Section, setting: Setting, rng: np.random.Generator
) -> list[Stroke]:
    """The same strokes with fills inside a section and at its end."""
    for at, beats in _places(rules, section, setting):
        fill = _chosen(touch.in_meter(rules.fills, setting.meter), beats, section, rng)
        if fill is not None:
            strokes = _replaced(strokes, fill, at, setting)
    return strokes


def _places(rules: DrumRules, section: Section, setting: Setting) -> list[tuple[float, int]]:
    """Where fills end, and how many beats they may take."""
    start, stop = setting.start(section), setting.stop(section)
    bars = int((stop - start) // setting.bar)
    places = [(start + bar * setting.bar, WITHIN) for bar in range(rules.fill_every, bars, rules.fill_every)]
    if bars < WORTH:
        return places
    end = section.start_bar + section.bars
    rising = any(other.start_bar == end and other.energy >= section.energy + LIFT for other in setting.plan.sections)
    return [*places, (stop, LIFTING if rising else LEADING)]


def _chosen(fills: Sequence[Fill], beats: int, section: Section, rng: np.random.Generator) -> Fill | None:
    """One of the longest fills that fit into so many beats at the energy of the section."""
    fitting = [fill for fill in fills if fill.energy[0] <= section.energy <= fill.energy[1] and fill.beats <= beats]
    longest = max((fill.beats for fill in fitting), default=0)
    fitting = [fill for fill in fitting if fill.beats == longest]
    return fitting[int(rng.integers(len(fitting)))] if fitting else None


def _replaced(strokes: list[Stroke], fill: Fill, at: float, setting: Setting) -> list[Stroke]:
    """The same strokes with a fill that ends at a beat; the bass drum goes on unless the fill has one of its own."""
    pulse = grid.pulse_beats(setting.meter)
    begin = at - fill.beats * pulse
    through = "" if "kick" in fill.lanes else "kick"
    kept = [s for s in strokes if not begin - MOMENT <= s.beat < at - MOMENT or s.lane == through]
    played: dict[tuple[float, str], Stroke] = {}
    for lane, signs in fill.lanes.items():
        for index, sign in enumerate(grid.clean(signs)):
            beat = begin + grid.offset(index, fill.steps, setting.meter, fill.meter)
            if sign != ".":
                played.setdefault((beat, lane), Stroke(beat, lane, sign, ("fill",)))
    return kept + list(played.values())
