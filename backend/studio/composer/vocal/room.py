"""A band that makes room for the singer: who has a melody answers in the rests, and nobody stands in the way."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from backend.studio.composer.players import Player
from backend.studio.score import MOMENT, Note

# A rest of so many beats is long enough for an answer, which begins and ends so far from the singer.
REST, SHORT_REST, APART = 1.5, 0.75, 0.25


def answers(notes: Sequence[Note], sung: Sequence[Note], player: Player) -> list[Note]:
    """What a melody instrument plays beside a singer: of its tune what falls into the rests.

    Somebody who was asked for and would not be heard at all plays in the shortest rests, and as the last way out
    doubles the singer.
    """
    if not sung:
        return list(notes)
    ways = (_between(notes, sung, rest) for rest in (REST, SHORT_REST))
    found = next((way for way in ways if way), [])
    return found or (_doubled(sung, player) if player.asked else [])


def _doubled(sung: Sequence[Note], player: Player) -> list[Note]:
    """The singer's notes in the octave that suits an instrument."""
    low, high = player.register

    def missed(octave: int) -> tuple[int, int]:
        return sum(not low <= note.pitch + octave <= high for note in sung), -octave

    shift = min((12, 0, -12, 24, -24), key=missed)
    level = player.rule.velocity[0]
    return [Note(note.start_beat, note.length_beats, note.pitch + shift, level, ("double",)) for note in sung]


def _between(notes: Sequence[Note], sung: Sequence[Note], rest: float) -> list[Note]:
    """The notes that fall into rests of so many beats."""
    spans = [(begin, end) for begin, end in _rests(sung) if end - begin >= rest]
    starts = [begin for begin, _ in spans]
    found = []
    for note in notes:
        at = bisect_left(starts, note.start_beat + MOMENT) - 1
        begin, end = spans[at] if at >= 0 else (0.0, 0.0)
        length = min(note.length_beats, end - APART - note.start_beat)
        if note.start_beat >= begin + APART - MOMENT and length >= APART:
            found.append(replace(note, length_beats=length))
    return found


def _rests(sung: Sequence[Note]) -> list[tuple[float, float]]:
    """The stretches in which nobody sings, the last one without an end."""
    ends = [-APART, *(note.start_beat + note.length_beats for note in sung)]
    begins = [*(note.start_beat for note in sung), float("inf")]
    return [(end, begin) for end, begin in zip(ends, begins, strict=True) if begin > end]
