"""The end of a song: a last chord that everybody plays, held until it has rung out, or cut short."""

from __future__ import annotations

from backend.studio.brief import Ending
from backend.studio.composer import bass, chording, drums, touch
from backend.studio.composer.players import Player
from backend.studio.composer.setting import Setting
from backend.studio.composer.strokes import Stroke
from backend.studio.score import MOMENT, Chord, Note

COLD_BEATS = 0.5
BASS_ROLES, CHORD_ROLES = ("bass", "pulse"), ("chords", "pad", "arp", "line")


def write(player: Player, setting: Setting) -> list[Note]:
    """Write what a player plays with the last chord; the lead has its own way home."""
    last = setting.plan.sections[-1]
    if not setting.ends or player.id not in last.layers:
        return []
    chord = setting.plan.harmony[-1]
    if player.given is not None and setting.plan.brief.given[player.given].end_beat > chord.start_beat + MOMENT:
        return []
    length = COLD_BEATS if setting.plan.brief.form.ending is Ending.COLD else chord.length_beats
    if player.rule.role == "drums":
        return _drums(player, setting, chord, length)
    level = touch.velocity(player, last)
    return [Note(chord.start_beat, length, pitch, level, ("final",)) for pitch in _pitches(player, chord)]


def _pitches(player: Player, chord: Chord) -> tuple[int, ...]:
    role = player.rule.role
    if role in BASS_ROLES:
        return (bass.root(chord, player.register),)
    if role == "counter":
        return (chording.one_voice(chord.voicing, player.register, 1),)
    if role == "line":
        return (chording.one_voice(chord.voicing, player.register, player.rule.voice),)
    if role in CHORD_ROLES:
        signs = {sign for pattern in player.rule.patterns for lane in pattern.lanes for sign in lane}
        if "P" in signs:
            return bass.power(chord, player.register)
        upper = chording.dealt(chord.voicing, player.register, player.rule.voices, chord.third)
        return (bass.root(chord, player.register), *upper) if "R" in signs else upper
    return ()


def _drums(player: Player, setting: Setting, chord: Chord, length: float) -> list[Note]:
    cymbal, last = drums.rules_of(setting).crash_lane, setting.plan.sections[-1]
    strokes = (Stroke(chord.start_beat, lane, "x", ("final",)) for lane in (cymbal, "kick"))
    return [drums.note(stroke, player, last, length) for stroke in strokes]
