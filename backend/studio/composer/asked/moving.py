"""What a brief asks for, moved along with a song that is transposed or played at another tempo as a whole.

Without it the report would hold what somebody asked for first against what they asked for since.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import groupby

from backend.studio.brief import Brief
from backend.studio.composer import grid
from backend.studio.composer.asked import chord_text
from backend.studio.composer.asked.chord_text import MAX_TEXT, Placed
from backend.studio.composer.chord_symbols import Symbol
from backend.studio.constraints import ChordLine, Given
from backend.studio.errors import BadChords
from backend.studio.units import Meter, spell

AGAIN, HOLD = "%", "."
SAME = 1e-6


def transposed(brief: Brief, semitones: int, *, given_roles: Collection[str]) -> Brief:
    """The brief with its key and chords moved, and with the given notes of the roles that move.

    Raises
    ------
    BadChords
        if a line of chords cannot be written as one text any more
    """
    moved = replace(brief, tonic=(brief.tonic + semitones) % 12)
    lines = tuple(_line(asked, moved, semitones) for asked in brief.chords)
    given = tuple(_given(each, semitones) if each.role in given_roles else each for each in brief.given)
    return replace(moved, chords=lines, given=given)


def retimed(brief: Brief, bpm: float, *, before: float) -> Brief:
    """The brief of a song that begins with ``bpm`` instead of ``before``, all its tempi changed by the same factor."""
    factor = bpm / before
    changes = tuple(replace(change, bpm=change.bpm * factor) for change in brief.tempo_changes)
    # The first section may have a tempo of its own, which is not that of the song.
    tempo = bpm if abs(brief.tempo_bpm - before) < SAME else brief.tempo_bpm * factor
    return replace(brief, tempo_bpm=tempo, tempo_changes=changes)


def _given(given: Given, semitones: int) -> Given:
    notes = tuple((start, length, pitch + semitones, velocity) for start, length, pitch, velocity in given.notes)
    return replace(given, notes=notes)


def _line(asked: ChordLine, brief: Brief, semitones: int) -> ChordLine:
    line = chord_text.read(asked.text, brief.meter)
    size = brief.meter.beats_per_bar
    by_bar = groupby(line.chords, key=lambda chord: int((chord.beat + SAME) // size))
    bars = [_bar(number * size, tuple(chords), brief, semitones) for number, chords in by_bar]
    shown = [AGAIN if at and bar == bars[at - 1] else bar for at, bar in enumerate(bars)]
    # The bar line makes one bar of several chords, and of one bar no more.
    text = " | ".join(shown) if len(shown) > 1 else f"| {shown[0]} |"
    if len(text) > MAX_TEXT:
        raise BadChords(f"The chords of {asked.where} would take {len(text)} characters; up to {MAX_TEXT} are allowed.")
    return replace(asked, text=text)


def _bar(start: float, chords: Sequence[Placed], brief: Brief, semitones: int) -> str:
    """A bar as text: one chord alone, or a sign for each pulse or half pulse, a dot where the chord is held."""
    if len(chords) == 1:
        return _name(chords[0].symbol, brief, semitones)
    steps = {round((chord.beat - start) / _half(brief.meter)): chord for chord in chords}
    halves = round(brief.meter.beats_per_bar / grid.pulse_beats(brief.meter)) * 2
    stride = 1 if any(step % 2 for step in steps) else 2
    signs = (_name(steps[at].symbol, brief, semitones) if at in steps else HOLD for at in range(0, halves, stride))
    return " ".join(signs)


def _half(meter: Meter) -> float:
    return grid.pulse_beats(meter) / 2


def _name(symbol: Symbol, brief: Brief, semitones: int) -> str:
    """A chord moved, spelt in the key of the brief; what follows the root in brackets if it could be taken for it."""
    if symbol.is_silent:
        return symbol.name
    root, bass = (
        spell((pitch_class + semitones) % 12, tonic=brief.tonic, mode=brief.mode)
        for pitch_class in (symbol.root, symbol.bass)
    )
    suffix = f"({symbol.suffix})" if symbol.suffix.startswith(("#", "b")) else symbol.suffix
    return f"{root}{suffix}/{bass}" if symbol.bass_name else f"{root}{suffix}"
