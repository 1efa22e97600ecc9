"""A band that makes room for the singer: who has a melody answers in the rests, and nobody stands in the way."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from backend.studio.score import MOMENT, Note

# A rest of so many beats is long enough for an answer, which begins and ends so far from the singer.
REST, APART = 1.5, 0.25


def answers(notes: Sequence[Note], sung: Sequence[Note]) -> list[Note]:
    """What a melody instrument plays beside a singer: of its tune what falls into the rests."""
    if not sung:
        return list(notes)
    spans = [(begin, end) for begin, end in _rests(sung) if end - begin >= REST]
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
