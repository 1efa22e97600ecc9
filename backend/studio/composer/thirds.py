"""Chords that were asked for are heard as what they are.

Where all players left the third out one of them plays it, and where nobody's pattern strikes somebody does.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import replace

from backend.studio.composer.players import Player
from backend.studio.score import MOMENT, Chord, Note

CHORDAL, LOW = ("chords", "pad", "arp", "line"), ("bass", "pulse")
# Who plays within so many beats of a chord can strike it as well.
NEAR = 8.0
FIFTHS = (7, 6, 8)
# So many different tones make a full chord, which has its third in it.
FULL = 3


def completed(
    notes: Mapping[str, Sequence[Note]], players: Sequence[Player], harmony: Sequence[Chord]
) -> dict[str, list[Note]]:
    """The same notes, with every chord that was asked for struck, and a third in every full one."""
    found = {name: sorted(line, key=lambda note: note.start_beat) for name, line in notes.items()}
    lines = [found[player.id] for player in players if player.rule.role in CHORDAL and player.id in found]
    low = [found[player.id] for player in players if player.rule.role in LOW and player.id in found]
    for chord in (one for one in harmony if one.asked and not one.is_silent):
        if not any(end > first for first, end in (_span(line, chord) for line in (*low, *lines))):
            _strike(chord, [(line, chord.bass) for line in low] + [(line, chord.root) for line in lines])
        if chord.third is None:
            continue
        spans = [_span(line, chord) for line in lines]
        struck = [(line, at) for line, (first, end) in zip(lines, spans, strict=True) for at in range(first, end)]
        classes = {line[at].pitch % 12 for line, at in struck}
        if len(classes) >= FULL and chord.third not in classes:
            line, at = min(struck, key=lambda place: _dear(place[0][place[1]], chord))
            line[at] = replace(line[at], pitch=_nearest(line[at].pitch, chord.third))
    return found


def _strike(chord: Chord, lines: Sequence[tuple[list[Note], int]]) -> None:
    """Let the first of those who play round about strike the chord: (line, pitch class that it takes)."""
    for line, pitch_class in lines:
        near = min(line, key=lambda note: abs(note.start_beat - chord.start_beat), default=None)
        if near and abs(near.start_beat - chord.start_beat) <= NEAR:
            struck = replace(
                near,
                start_beat=chord.start_beat,
                length_beats=min(near.length_beats, chord.length_beats),
                pitch=_nearest(near.pitch, pitch_class),
            )
            insort(line, struck, key=lambda note: note.start_beat)
            return


def _span(line: Sequence[Note], chord: Chord) -> tuple[int, int]:
    """The notes of a line that begin in a chord: (first, end)."""
    first = bisect_left(line, chord.start_beat - MOMENT, key=lambda note: note.start_beat)
    return first, bisect_left(line, chord.end_beat - MOMENT, key=lambda note: note.start_beat)


def _dear(note: Note, chord: Chord) -> tuple[bool, bool, float]:
    """How little a note can be spared: a fifth goes first, then what comes latest; the root stays."""
    above = (note.pitch - chord.root) % 12
    return above not in FIFTHS, above == 0, -note.start_beat


def _nearest(pitch: int, pitch_class: int) -> int:
    return min(
        (pitch + step for step in range(-6, 6)), key=lambda other: ((other - pitch_class) % 12, abs(other - pitch))
    )
