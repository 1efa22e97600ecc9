"""Words under notes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from backend.studio.formats.notation.grid import TICKS
from backend.studio.score import Part

# A note is written where it can be read; so far from its own tick its words still belong to it.
NEAR = TICKS // 6


@dataclass(frozen=True)
class Lyric:
    """A syllable: its text, its place in the word (single, begin, middle, end), whether it is held over more notes."""

    text: str
    syllabic: str
    is_held: bool = False


def lyric(part: Part, tick: int) -> Lyric | None:
    """What is sung on the note of a part that is written at a tick, if a syllable begins there."""
    words = _words(part)
    return next((words[at] for away in range(NEAR + 1) for at in (tick - away, tick + away) if at in words), None)


@lru_cache(8)
def _words(part: Part) -> dict[int, Lyric]:
    """The syllables of a part by their ticks."""
    found = {}
    line = part.line
    for note, after in zip(line, [*line[1:], None], strict=True):
        if note.syllable:
            is_held = after is not None and after.syllable is None
            syllabic = _syllabic(note.syllable.index, note.syllable.count)
            found[round(note.start_beat * TICKS)] = Lyric(note.syllable.text, syllabic, is_held)
    return found


def _syllabic(index: int, count: int) -> str:
    if count == 1:
        return "single"
    return "begin" if index == 0 else "end" if index == count - 1 else "middle"
