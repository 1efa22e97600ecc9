"""Fills, builds and breaks: what the drums play instead of their groove where a phrase ends and something begins."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from backend.studio.composer import grid, touch
from backend.studio.composer.part_rules import Build, DrumRules, Fill
from backend.studio.composer.seeds import draw
from backend.studio.composer.setting import Setting
from backend.studio.composer.strokes import Stroke, struck
from backend.studio.score import MOMENT, Section

# A section this much stronger than the one before it is worth a whole bar of fill, a build or a break.
LIFT = 0.12
WITHIN, LEADING, LIFTING = 1, 2, 4
# A section has to be this long to be worth a fill at its end, in bars.
WORTH = 2


def filled(
    strokes: list[Stroke], rules: DrumRules, section: Section, setting: Setting, rng: np.random.Generator
) -> list[Stroke]:
    """The same strokes with fills inside a section, and with a build, a break or a fill at its end."""
    build = _build(rules, section, setting, rng)
    if build is not None:
        strokes = _built(strokes, build, section, setting)
    for at, beats in _places(rules, section, setting):
        breaks = rules.breaks if beats == LIFTING and rng.random() < rules.breaking else ()
        chosen = _chosen(touch.in_meter(breaks, setting.meter), beats, section, rng)
        if chosen is not None:
            strokes = _replaced(strokes, chosen, at, setting, through=())
        elif build is None or at < _begin(build, section, setting):
            fill = _chosen(touch.in_meter(rules.fills, setting.meter), beats, section, rng)
            if fill is not None:
                strokes = _replaced(strokes, fill, at, setting, through=() if "kick" in fill.lanes else ("kick",))
    return strokes


def _places(rules: DrumRules, section: Section, setting: Setting) -> list[tuple[float, int]]:
    """Where fills end, and how many beats they may take."""
    start, stop = setting.start(section), setting.stop(section)
    bars = int((stop - start) // setting.bar)
    places = [(start + bar * setting.bar, WITHIN) for bar in range(rules.fill_every, bars, rules.fill_every)]
    if bars < WORTH:
        return places
    return [*places, (stop, LIFTING if _rises(section, setting) else LEADING)]


def _rises(section: Section, setting: Setting) -> bool:
    """Whether something stronger follows."""
    end = section.start_bar + section.bars
    return any(other.start_bar == end and other.energy >= section.energy + LIFT for other in setting.plan.sections)


def _build(rules: DrumRules, section: Section, setting: Setting, rng: np.random.Generator) -> Build | None:
    """A build for the end of a section that something stronger follows; it takes half of the section at most."""
    if not _rises(section, setting):
        return None
    fitting = [
        build
        for build in touch.in_meter(rules.builds, setting.meter)
        if (section.role in build.roles if build.roles else 2 * build.bars <= section.bars)
        and build.bars <= section.bars
        and build.energy[0] <= section.energy <= build.energy[1]
    ]
    return fitting[draw(rng, {index: build.weight for index, build in enumerate(fitting)})] if fitting else None


def _begin(build: Build, section: Section, setting: Setting) -> float:
    return setting.stop(section) - build.bars * setting.bar


def _built(strokes: list[Stroke], build: Build, section: Section, setting: Setting) -> list[Stroke]:
    """The same strokes with a build instead of the last bars."""
    begin, stop = _begin(build, section, setting), setting.stop(section)
    built = [
        stroke
        for lane, signs in build.lanes.items()
        for hit in grid.lay(signs, build.steps, setting.meter, build.meter)
        for stroke in struck(Stroke(begin + hit.beat, lane, hit.sign, ("build",)), hit.length)
    ]
    return [stroke for stroke in strokes if stroke.beat < begin - MOMENT] + [s for s in built if s.beat < stop]


def _chosen(fills: Sequence[Fill], beats: int, section: Section, rng: np.random.Generator) -> Fill | None:
    """One of the longest fills that fit into so many beats at the energy of the section."""
    fitting = [fill for fill in fills if fill.energy[0] <= section.energy <= fill.energy[1] and fill.beats <= beats]
    longest = max((fill.beats for fill in fitting), default=0)
    fitting = [fill for fill in fitting if fill.beats == longest]
    return fitting[int(rng.integers(len(fitting)))] if fitting else None


def _replaced(
    strokes: list[Stroke], fill: Fill, at: float, setting: Setting, *, through: tuple[str, ...]
) -> list[Stroke]:
    """The same strokes with a fill that ends at a beat; the lanes named in ``through`` go on."""
    begin = at - fill.beats * grid.pulse_beats(setting.meter)
    kept = [s for s in strokes if not begin - MOMENT <= s.beat < at - MOMENT or s.lane in through]
    played: dict[tuple[float, str], Stroke] = {}
    for lane, signs in fill.lanes.items():
        for stroke in _laid(fill, lane, grid.clean(signs), begin, setting):
            played.setdefault((stroke.beat, lane), stroke)
    return kept + list(played.values())


def _laid(fill: Fill, lane: str, signs: str, begin: float, setting: Setting) -> list[Stroke]:
    """The strokes of one lane of a fill."""

    def beat(index: int) -> float:
        return begin + grid.offset(index, fill.steps, setting.meter, fill.meter)

    strokes: list[Stroke] = []
    for index, sign in enumerate(signs):
        if sign not in ".-":
            held = len(signs[index + 1 :]) - len(signs[index + 1 :].lstrip("-"))
            strokes += struck(Stroke(beat(index), lane, sign, ("fill",)), beat(index + 1 + held) - beat(index))
    return strokes
