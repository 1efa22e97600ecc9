"""Who sings in which section: the lead wherever there are words, others where the song opens up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from backend.studio.brief import Brief
from backend.studio.composer.asked import places
from backend.studio.composer.given import seats
from backend.studio.composer.rules import Row
from backend.studio.composer.vocal import brought, course, harmonies, wording, writing
from backend.studio.constraints import Given
from backend.studio.errors import BadLyrics


def worded(spots: Sequence[Row], brief: Brief) -> list[int]:
    """The sections that have words, by their index.

    Raises
    ------
    BadLyrics
        if there are words, and no section for any of them
    """
    if not brief.singing.is_sung:
        return []
    if melody := brought.melody(brief):
        return _over(melody, spots, brief.meter.beats_per_bar)
    found = course.allot(wording.verses(brief.singing), spots)
    sung = [index for index, verse in enumerate(found) if verse and verse.lines]
    if not sung:
        there = ", ".join(dict.fromkeys(spot.role for spot in spots))
        message = f"None of the song's sections is for words: {there}; ask for a verse or a chorus."
        raise BadLyrics(message, fields={"lyrics": [message]})
    return sung


def _over(melody: Given, spots: Sequence[Row], bar: float) -> list[int]:
    """The sections in which a melody that was brought begins a note."""
    edges = [bar * sum(spot.bars for spot in spots[:index]) for index in range(len(spots) + 1)]
    return [index for index, (start, end) in enumerate(pairwise(edges)) if seats.begun_in(melody, start, end)]


def with_singers(
    playing: Sequence[tuple[str, ...]], spots: Sequence[places.Spot], sung: Collection[int], brief: Brief
) -> list[tuple[str, ...]]:
    """The layers of each section, with those who sing in it."""
    return [
        (*singers_of(index, spots, sung, brief), *layer) if index in sung else layer
        for index, layer in enumerate(playing)
    ]


def singers_of(index: int, spots: Sequence[places.Spot], sung: Collection[int], brief: Brief) -> tuple[str, ...]:
    """The ids of those who sing in a section, of which those in ``sung`` have words."""
    along = harmonies.sections(brief, [spots[at] for at in sung])
    others = [voice.id for voice in harmonies.voices(brief.singing)] if spots[index] in along else []
    return (writing.ID, *others)
