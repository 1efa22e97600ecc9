"""Whether the notes that somebody brought are in the score, note for note."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from backend.studio.composer.asked.sounding import Sounding
from backend.studio.constraints import GivenNote, Kept
from backend.studio.singing import VOCAL

EXACT = 6


def lines(song: Sounding) -> Iterator[Kept]:
    """One line for each given part: beat, length, pitch and velocity of every note have to be there."""
    for given in song.brief.given:
        wanted = Counter(
            (round(start, EXACT), round(length, EXACT), pitch, velocity)
            for start, length, pitch, velocity in given.notes
        )
        found = Counter(
            (round(note.start_beat, EXACT), round(note.length_beats, EXACT), note.pitch, note.velocity)
            for part in song.parts
            if part.given and part.role == given.role
            for note in part.notes
        )
        if given.role == VOCAL:
            wanted, found = _by_ear(wanted), _by_ear(found)
        missing = wanted - found
        misses = tuple(f"pitch {pitch} at beat {start:g} is missing" for start, _, pitch, _ in list(missing)[:8])
        count = sum(wanted.values())
        name = f"Given {given.material}" + (f", {given.name}" if given.name else "")
        yield Kept(name, count, count - sum(missing.values()), "note", misses)


def _by_ear(notes: Counter[GivenNote]) -> Counter[GivenNote]:
    """Notes by where they begin and their pitch: one that is sung may be parted for its syllables."""
    return Counter({(start, 0.0, pitch, 0): count for (start, _, pitch, _), count in notes.items()})
