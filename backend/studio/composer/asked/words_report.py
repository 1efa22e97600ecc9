"""Whether the words that were brought are sung, syllable by syllable, and whether the singer is at ease."""

from __future__ import annotations

from collections.abc import Iterator

from backend.studio.brief import Brief
from backend.studio.composer.asked.sounding import Sounding
from backend.studio.composer.vocal import from_score, singers, wording
from backend.studio.composer.vocal.wording import Line
from backend.studio.constraints import Kept
from backend.studio.singing import VOCAL
from backend.studio.units import spell

# More lines than these need not be named one by one.
MOST_NAMED = 12


def lines(song: Sounding) -> Iterator[Kept]:
    """One line for the words, one for the reach of the singer."""
    wish = song.brief.singing
    if not wish.is_sung:
        return
    asked = [line for verse in wording.verses(wish) for line in verse.lines]
    sung = [line for own in from_score.words(song.score).values() for line in own]
    missing = list(_missing(asked, sung))
    count = sum(len(line.syllables) for line in asked)
    left_out = sum(lost for _, lost in missing)
    named = [f"line {line.syllables[0].line + 1} is left out: {line.text}" for line, _ in missing]
    more = [f"and {len(named) - MOST_NAMED} lines more"] if len(named) > MOST_NAMED else []
    yield Kept("Words", count, count - left_out, "syllable", (*named[:MOST_NAMED], *more))
    if any(wish.tessitura):
        yield _reach(song)


def _missing(asked: list[Line], sung: list[Line]) -> Iterator[tuple[Line, int]]:
    """The lines that are not sung as they were written, and how many syllables of each are lost.

    Both are in their order; what is sung again counts once.
    """
    at = 0
    for line in asked:
        told = _told(line)
        place = next((index for index in range(at, len(sung)) if _told(sung[index]) == told), None)
        if place is not None:
            at = place + 1
            continue
        part = max((_begun(told, _told(other)) for other in sung[at : at + 1]), default=0)
        at += part > 0
        yield line, len(line.syllables) - part


def _told(line: Line) -> list[tuple[str, int]]:
    return [(syllable.word.lower(), syllable.index) for syllable in line.syllables]


def _begun(whole: list[tuple[str, int]], part: list[tuple[str, int]]) -> int:
    """How much of a line is sung where it breaks off."""
    return len(part) if part == whole[: len(part)] else 0


def _reach(song: Sounding) -> Kept:
    low, high = singers.tessitura(song.brief.singing)
    notes = [note for part in song.parts if part.role == VOCAL for note in part.notes]
    outside = [note for note in notes if not low <= note.pitch <= high]
    bar, reach = song.brief.meter.beats_per_bar, f"{_called(low, song.brief)} to {_called(high, song.brief)}"
    misses = tuple(
        f"{_called(note.pitch, song.brief)} in bar {int(note.start_beat // bar) + 1} is outside {reach}"
        for note in outside[:8]
    )
    return Kept("Reach of the singer", len(notes), len(notes) - len(outside), "note", misses)


def _called(pitch: int, brief: Brief) -> str:
    """A pitch as singers call it: C4 is the middle one."""
    return f"{spell(pitch, tonic=brief.tonic, mode=brief.mode)}{pitch // 12 - 1}"
