"""What hands and feet do beside striking notes: pedal, swells, vibrato, and the fade of a song that fades."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from backend.studio.brief import Ending
from backend.studio.composer.players import Player
from backend.studio.composer.setting import Setting
from backend.studio.score import Part, Section

PEDAL, EXPRESSION, MODULATION = 64, 11, 1
DOWN, UP = 127, 0
# The pedal goes up with the new chord and down again once its notes have spoken.
RETAKE_S = 0.08
# A swell starts at this share of full expression and is drawn in so many points a second.
SWELL_FROM, POINTS_PER_S = 0.68, 10
FULL, OPEN = 127, 112
# A held note begins plain and gets its vibrato after this time; shorter ones stay plain.
VIBRATO_AFTER_S, VIBRATO_DEPTH = 0.35, 42
LEGATO_ROLES = ("lead", "counter")
# A fade takes this much of a song, at most this long.
FADE_SHARE, FADE_MAX_S = 0.2, 12.0

Seconds = Callable[[np.ndarray], np.ndarray]
Curve = list[tuple[float, int]]


def controls(
    part: Part, player: Player, song: Setting, seconds: Seconds, length_s: float
) -> dict[int, tuple[tuple[float, int], ...]]:
    """The controllers of a part: {number: ((time_s, value), ...)}; ``seconds`` turns beats into time."""
    found: dict[int, Curve] = {}
    if player.rule.pedal:
        found[PEDAL] = _pedal(player, song, seconds, length_s)
    swells = player.rule.swell and player.instrument.sustains
    if swells:
        found[EXPRESSION] = _swells(player, song, seconds)
    if song.plan.brief.form.ending is Ending.FADE:
        found[EXPRESSION] = _faded(found.get(EXPRESSION, [(0.0, OPEN)]), length_s)
    if player.instrument.sustains and part.role in LEGATO_ROLES:
        found[MODULATION] = _vibrato(part, seconds)
    return {number: tuple(curve) for number, curve in found.items() if curve}


def _pedal(player: Player, song: Setting, seconds: Seconds, length_s: float) -> Curve:
    """Down through every chord, taken anew with each change, up where the part rests."""
    curve: Curve = []
    for section in song.sections_of(player):
        start, stop = song.start(section), song.start(section) + section.bars * song.bar
        changes = [max(chord.start_beat, start) for chord in song.chords_between(start, stop)]
        for at in seconds(np.array(changes)).tolist():
            curve += [(at, UP), (at + RETAKE_S, DOWN)]
        if section is not song.plan.sections[-1]:
            curve.append((float(seconds(np.array([stop]))[0]), UP))
    return [(min(at, length_s), value) for at, value in curve]


def _swells(player: Player, song: Setting, seconds: Seconds) -> Curve:
    """A slow breath in each section of the part, fuller where the energy is higher."""
    curve: Curve = []
    for section in song.sections_of(player):
        start = song.start(section)
        begin, end = seconds(np.array([start, start + section.bars * song.bar])).tolist()
        count = max(2, int((end - begin) * POINTS_PER_S))
        place = np.linspace(0.0, 1.0, count)
        level = _breath(section) * (SWELL_FROM + (1 - SWELL_FROM) * np.sin(np.pi * np.minimum(place * 1.1, 1.0) / 2))
        curve += [(begin + (end - begin) * share, int(value)) for share, value in zip(place, FULL * level, strict=True)]
    return curve


def _breath(section: Section) -> float:
    return 0.8 + 0.2 * section.energy


def _faded(curve: Curve, length_s: float) -> Curve:
    """The same curve, brought down to silence at the end of the song."""
    begin = length_s - min(FADE_SHARE * length_s, FADE_MAX_S)
    times = np.arange(begin, length_s, 1 / POINTS_PER_S)
    marks, levels = np.array([at for at, _ in curve]), np.array([value for _, value in curve])
    held = levels[np.maximum(np.searchsorted(marks, times, side="right") - 1, 0)]
    # Equal steps in decibels sound even; expression is quadratic in amplitude, so a straight line comes close.
    faded = held * (length_s - times) / (length_s - begin)
    return [point for point in curve if point[0] < begin] + [
        (float(at), int(value)) for at, value in zip(times, faded, strict=True)
    ]


def _vibrato(part: Part, seconds: Seconds) -> Curve:
    curve: Curve = []
    beats = np.array([(note.start_beat, note.start_beat + note.length_beats) for note in part.notes])
    for begin, end in seconds(beats).tolist():
        if end - begin >= 2 * VIBRATO_AFTER_S:
            curve += [(begin, 0), (begin + VIBRATO_AFTER_S, VIBRATO_DEPTH), (end, 0)]
    return sorted(curve)
