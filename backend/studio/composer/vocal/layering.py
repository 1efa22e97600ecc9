"""Who sings in which section: the lead wherever there are words, others where the song opens up."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from backend.studio.brief import Brief
from backend.studio.composer.asked import places
from backend.studio.composer.vocal import course, harmonies, wording, writing
from backend.studio.errors import BadLyrics


def worded(spots: Sequence[places.Spot], brief: Brief) -> list[int]:
    """The sections that have words, by their index.

    Raises
    ------
    BadLyrics
        if there are words, and no section for any of them
    """
    if not brief.singing.is_sung:
        return []
    found = course.allot(wording.verses(brief.singing), spots)
    sung = [index for index, verse in enumerate(found) if verse and verse.lines]
    if not sung:
        there = ", ".join(dict.fromkeys(spot.role for spot in spots))
        message = f"None of the song's sections is for words: {there}; ask for a verse or a chorus."
        raise BadLyrics(message, fields={"lyrics": [message]})
    return sung


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
