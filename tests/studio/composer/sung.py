"""Sung songs for the tests: words of our own, and what the singer has of them."""

from __future__ import annotations

from functools import cache
from typing import Any

from backend.studio.composer import whole
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.score import Note, Score, Section
from backend.studio.singing import SingingWish

VERSE = """[Verse]
I walked along the river in the early morning light
And every little memory was glowing in my sight
The water sang a melody I never heard before
I left my heavy shoes behind and waited by the shore
"""
CHORUS = """[Chorus]
Carry me home, carry me home
Over the mountains wherever I roam
Carry me home, I'm never alone
Carry me, carry me home
"""
SECOND = """[Verse]
The city never listens when you're talking to the rain
A thousand yellow windows and they all look just the same
So I fold up all my letters and I throw them in the sea
Tomorrow when the tide is low they're coming back to me
"""
WORDS = f"{VERSE}\n{CHORUS}\n[Instrumental]\n\n{SECOND}\n[Chorus]\n"
TESSITURA = (57, 72)


@cache
def sung(
    style: str = "pop",
    *,
    lyrics: str = WORDS,
    seed: int = 1,
    tessitura: tuple[int, int] = TESSITURA,
    compass: tuple[int, int] = (0, 0),
    harmonies: tuple[str, ...] = (),
    **wishes: Any,
) -> Score:
    """A song for some words."""
    wish = SingingWish(lyrics, "test/voice", tessitura=tessitura, compass=compass, harmonies=harmonies)
    return whole.compose(read("", wishes=BriefWishes(styles=(style,), singing=wish, **wishes), seed=seed))


def vocal_notes(score: Score, section: Section | None = None) -> list[Note]:
    """The notes of the lead vocal, of one section or of the song."""
    notes = next(part.notes for part in score.parts if part.id == "vocals")
    if section is None:
        return list(notes)
    start = score.plan.start_beat(section)
    stop = start + section.bars * score.plan.meter.beats_per_bar
    return [note for note in notes if start <= note.start_beat < stop]
