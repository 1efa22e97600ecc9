"""Parts that play a pattern: chords, strums, arpeggios, held chords, single voices, and the bass."""

from __future__ import annotations

from backend.studio.composer import bass, chording, grid, touch
from backend.studio.composer.part_rules import Pattern
from backend.studio.composer.players import Player
from backend.studio.composer.seeds import Seeds
from backend.studio.composer.setting import Setting
from backend.studio.score import MOMENT, Chord, Note, Section

# What is left of a held note when the chord changes under it is played anew if it is at least this long, in beats.
WORTH_STRIKING = 0.5
BASS_SIGNS = "RNFOTtSA"
AHEAD = "Nn"
UPSTROKE_VOICES = 3


def write(player: Player, setting: Setting, seeds: Seeds) -> list[Note]:
    """Write a part that follows its style's patterns."""
    notes: list[Note] = []
    for section in setting.sections_of(player):
        own = seeds.of(section, player.id)
        pattern = touch.choose(player.rule.patterns, section, setting.meter, own.child("pattern"))
        if pattern.manner == "walk":
            rng = own.rng("walk", section.letter)
            notes += bass.walk(player, section, setting, rng)
        elif pattern.manner == "kick":
            notes += bass.follow_kicks(player, section, setting)
        elif pattern.manner == "sustain":
            notes += _sustained(player, section, setting)
        else:
            notes += _gridded(pattern, player, section, setting)
    return notes


def pitches(sign: str, chord: Chord, following: Chord, player: Player) -> tuple[int, ...]:
    """What a sign of a pattern means in a chord, for a player."""
    if sign in BASS_SIGNS:
        return (bass.tone(sign, chord, following, player.register),)
    if player.rule.role == "line":
        return (chording.one_voice(chord.voicing, player.register, player.rule.voice),)
    if player.rule.role in ("bass", "pulse"):
        return (bass.root(chord, player.register),)
    if sign in "Pp":
        return bass.power(chord, player.register)
    voices = chording.dealt(chord.voicing, player.register, player.rule.voices, chord.third)
    if sign.isdigit():
        # Numbers beyond the top voice go on in the next octave.
        octave, index = divmod(int(sign) - 1, len(voices))
        pitch = voices[index] + 12 * octave
        return (pitch - 12 * max(0, -(-(pitch - player.instrument.high) // 12)),)
    return voices[-UPSTROKE_VOICES:] if sign in "uU" else voices


def _sustained(player: Player, section: Section, setting: Setting) -> list[Note]:
    start, stop = setting.start(section), setting.stop(section)
    level = touch.velocity(player, section)
    return [
        Note(begin, min(chord.end_beat, stop) - begin, pitch, level, ())
        for chord in setting.chords_between(start, stop)
        for begin in [max(chord.start_beat, start)]
        for pitch in pitches("x", chord, chord, player)
    ]


def _gridded(pattern: Pattern, player: Player, section: Section, setting: Setting) -> list[Note]:
    start, stop = setting.start(section), setting.stop(section)
    notes = []
    for lane in pattern.lanes:
        hits = grid.lay(lane, pattern.steps, setting.meter, pattern.meter)
        length = grid.bars(lane, pattern.steps, pattern.meter) * setting.bar
        for turn in range(-int(-(stop - start) // length)):
            for hit in hits:
                begin = start + turn * length + hit.beat
                if begin < stop:
                    notes += _struck(hit.sign, (begin, min(begin + hit.length, stop)), player, section, setting)
    return notes


def _struck(sign: str, span: tuple[float, float], player: Player, section: Section, setting: Setting) -> list[Note]:
    """One hit of a pattern, struck anew where the chord changes under it, unless it came before its time."""
    notes = []
    begin, end = span
    level = touch.velocity(player, section, sign)
    tags = ("down",) if sign in "dD" else ("up",) if sign in "uU" else ()
    if sign in AHEAD:
        chord = setting.chord_at(end)
        return [Note(begin, end - begin, pitch, level, ()) for pitch in pitches(sign, chord, chord, player)]
    for chord in setting.chords_between(begin, end):
        at, until = max(chord.start_beat, begin), min(chord.end_beat, end)
        if at > begin and until - at < WORTH_STRIKING:
            break
        following = setting.next_chord(at)
        # A bass that alternates begins each chord with its root.
        sign = "R" if sign == "F" and at - chord.start_beat < MOMENT else sign
        notes += [Note(at, until - at, pitch, level, tags) for pitch in pitches(sign, chord, following, player)]
    return notes
