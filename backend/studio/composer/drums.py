"""Drums: a groove for the energy of each section, fills before new phrases, cymbals where sections begin."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from backend.studio.composer import grid, schema, touch
from backend.studio.composer.players import Player
from backend.studio.composer.rules import LANES, STROKES, DrumRules, Fill, Groove
from backend.studio.composer.seeds import Seeds
from backend.studio.composer.setting import Setting
from backend.studio.score import Note, Section

TABLE = Path(__file__).with_name("grooves.toml")
STROKE_BEATS, CYMBAL_BEATS = 0.25, 2.0
# How much softer than written the drums are at no energy, and how much louder at full energy.
SOFTEST, LOUDEST = 0.72, 1.06
# A section this much stronger than the one before it is worth a whole bar of fill.
LIFT = 0.12
CRASH_VELOCITY = 104


def write(player: Player, setting: Setting, seeds: Seeds) -> list[Note]:
    """Write the drums of the whole song."""
    notes: list[Note] = []
    for section in setting.sections_of(player):
        rng = seeds.rng("strokes", section.letter, section.start_bar)
        notes += _section(section, setting, rng)
    return notes


def kicks(section: Section, setting: Setting) -> list[float]:
    """The beats in a section on which the bass drum is struck, for a bass that locks to it."""
    groove = groove_of(section, setting)
    hits = grid.lay(groove.lanes.get("kick", ""), groove.steps, setting.meter)
    length = grid.bars(groove.lanes.get("kick", ""), groove.steps) * setting.bar
    start, stop = setting.start(section), setting.stop(section)
    rounds = -int(-(stop - start) // length) if length else 0
    beats = [start + turn * length + hit.beat for turn in range(rounds) for hit in hits]
    return [beat for beat in beats if beat < stop]


def rules_of(setting: Setting) -> DrumRules:
    """The drums of the style, or plain ones where the style has none."""
    return setting.style.drums if setting.style.drums.grooves else _plain()


@cache
def _plain() -> DrumRules:
    return schema.read(DrumRules, schema.load(TABLE), where=TABLE.name)


def groove_of(section: Section, setting: Setting) -> Groove:
    """The groove of a section: drums and bass have to agree on it."""
    return touch.choose(rules_of(setting).grooves, section, setting.seeds.child("groove"))


def _section(section: Section, setting: Setting, rng: np.random.Generator) -> list[Note]:
    rules, start, stop = rules_of(setting), setting.start(section), setting.stop(section)
    groove = groove_of(section, setting)
    notes = [note for lane in groove.lanes for note in _lane(lane, groove, section, setting, rng)]
    for at, beats in _fill_places(section, setting):
        fill = _fill(rules.fills, beats, section, rng)
        if fill is not None:
            notes = _filled(notes, fill, at, section, setting)
    if section.energy >= rules.crash and stop > start:
        crash = touch.clipped(CRASH_VELOCITY * _loudness(section))
        notes.append(Note(start, CYMBAL_BEATS, LANES[rules.crash_lane], crash, ("crash",)))
    return notes


def _lane(lane: str, groove: Groove, section: Section, setting: Setting, rng: np.random.Generator) -> list[Note]:
    hits = grid.lay(groove.lanes[lane], groove.steps, setting.meter)
    length = grid.bars(groove.lanes[lane], groove.steps) * setting.bar
    start, stop = setting.start(section), setting.stop(section)
    notes = []
    for turn in range(-int(-(stop - start) // length)):
        for hit in hits:
            beat = start + turn * length + hit.beat
            if beat < stop and (hit.sign != "?" or rng.random() < 0.5):
                notes.append(_stroke(beat, lane, hit.sign, section))
    return notes


def _stroke(beat: float, lane: str, sign: str, section: Section, *tags: str) -> Note:
    strength = touch.clipped(STROKES[sign] * _loudness(section))
    return Note(beat, STROKE_BEATS, LANES[lane], strength, (*tags, "ghost") if sign in "g?" else tags)


def _loudness(section: Section) -> float:
    return SOFTEST + (LOUDEST - SOFTEST) * section.energy


def _fill_places(section: Section, setting: Setting) -> list[tuple[float, int]]:
    """Where fills end, and how many beats they may take: the more, the more comes after them."""
    start, stop, every = setting.start(section), setting.stop(section), rules_of(setting).fill_every
    whole = int((stop - start) // setting.bar)
    places = [(start + bar * setting.bar, 1) for bar in range(every, whole, every)]
    after = next(
        (other for other in setting.plan.sections if other.start_bar == section.start_bar + section.bars), None
    )
    if whole >= 2:
        rising = after is not None and after.energy >= section.energy + LIFT
        places.append((stop, 4 if rising else 2))
    return places


def _fill(fills: tuple[Fill, ...], beats: int, section: Section, rng: np.random.Generator) -> Fill | None:
    fitting = [fill for fill in fills if fill.energy[0] <= section.energy <= fill.energy[1] and fill.beats <= beats]
    longest = max((fill.beats for fill in fitting), default=0)
    fitting = [fill for fill in fitting if fill.beats == longest]
    return fitting[int(rng.integers(len(fitting)))] if fitting else None


def _filled(notes: list[Note], fill: Fill, at: float, section: Section, setting: Setting) -> list[Note]:
    """The same notes with a fill that ends at a beat; the bass drum goes on unless the fill has one of its own."""
    pulse = grid.pulse_beats(setting.meter)
    begin = max(at - fill.beats * pulse, setting.start(section))
    through = () if "kick" in fill.lanes else (LANES["kick"],)
    kept = [note for note in notes if not begin - 1e-6 <= note.start_beat < at - 1e-6 or note.pitch in through]
    played: dict[tuple[float, str], Note] = {}
    for lane, signs in fill.lanes.items():
        for index, sign in enumerate(grid.clean(signs)):
            beat = at - fill.beats * pulse + index // 4 * pulse + grid.within_pulse(index % 4 / 4, pulse)
            if sign != "." and beat >= begin - 1e-6:
                played.setdefault((beat, lane), _stroke(beat, lane, sign, section, "fill"))
    return kept + list(played.values())
