"""Drums: a groove for the energy of each section, fills before new phrases, cymbals where sections begin."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from backend.studio.composer import fills, grid, schema, touch
from backend.studio.composer.given import seats
from backend.studio.composer.part_rules import LANES, STROKES, DrumRules, Groove
from backend.studio.composer.players import Player
from backend.studio.composer.seeds import Seeds
from backend.studio.composer.setting import Setting
from backend.studio.composer.strokes import Stroke, struck
from backend.studio.score import Note, Section

TABLE = Path(__file__).with_name("grooves.toml")
STROKE_BEATS, CYMBAL_BEATS = 0.25, 2.0
GHOSTS = "g?"


def write(player: Player, setting: Setting, seeds: Seeds) -> list[Note]:
    """Write the drums of the whole song."""
    notes: list[Note] = []
    for section in setting.sections_of(player):
        rng = seeds.of(section, player.id).rng("strokes", section.key)
        notes += [note(stroke, player, section) for stroke in _section(section, setting, rng)]
    return notes


def note(stroke: Stroke, player: Player, section: Section, length: float | None = None) -> Note:
    """A stroke as a note on the key where the player's kit has that drum."""
    key = player.instrument.keys.get(stroke.lane, LANES[stroke.lane])
    strength = touch.clipped(touch.velocity(player, section) * STROKES[stroke.sign] / STROKES["x"])
    tags = (*stroke.tags, "ghost") if stroke.sign in GHOSTS else stroke.tags
    usual = CYMBAL_BEATS if "crash" in stroke.tags else STROKE_BEATS
    return Note(stroke.beat, usual if length is None else length, key, strength, tags)


def kicks(section: Section, setting: Setting) -> list[float]:
    """The beats in a section on which the bass drum is struck, for a bass that locks to it."""
    start, stop = setting.start(section), setting.stop(section)
    given = seats.kicks(setting.plan.brief.given, start, stop)
    if given is not None:
        return given
    groove = groove_of(section, setting)
    return [stroke.beat for stroke in _lane("kick", groove, section, setting)] if "kick" in groove.lanes else []


def rules_of(setting: Setting) -> DrumRules:
    """The drums of the style, or plain ones where the style has none."""
    return setting.style.drums if setting.style.drums.grooves else _plain()


def groove_of(section: Section, setting: Setting) -> Groove:
    """The groove of a section: drums and bass have to agree on it."""
    seeds = setting.seeds.of(section, setting.drummer)
    return touch.choose(rules_of(setting).grooves, section, setting.meter, seeds.child("groove"))


def _section(section: Section, setting: Setting, rng: np.random.Generator) -> list[Stroke]:
    rules, groove = rules_of(setting), groove_of(section, setting)
    strokes = [stroke for lane in groove.lanes for stroke in _lane(lane, groove, section, setting)]
    strokes = [stroke for stroke in strokes if stroke.sign != "?" or rng.random() < rules.ghosts]
    strokes = fills.filled(strokes, rules, section, setting, rng)
    if section.energy >= rules.crash and setting.stop(section) > setting.start(section):
        strokes.append(Stroke(setting.start(section), rules.crash_lane, "X", ("crash",)))
    return strokes


def _lane(lane: str, groove: Groove, section: Section, setting: Setting) -> list[Stroke]:
    hits = grid.lay(groove.lanes[lane], groove.steps, setting.meter, groove.meter)
    length = grid.bars(groove.lanes[lane], groove.steps, groove.meter) * setting.bar
    start, stop = setting.start(section), setting.stop(section)
    rounds = range(-int(-(stop - start) // length))
    strokes = (
        stroke
        for turn in rounds
        for hit in hits
        for stroke in struck(Stroke(start + turn * length + hit.beat, lane, hit.sign), hit.length)
    )
    return [stroke for stroke in strokes if stroke.beat < stop]


@cache
def _plain() -> DrumRules:
    return schema.read(DrumRules, schema.load(TABLE), where=TABLE.name)
