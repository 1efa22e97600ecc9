"""Meter: the stresses of a line, the foot that they step in, and whether they fall on the strong beats of a rhythm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backend.studio.lyrics.words import Spoken

# A line fits a rhythm whose strong notes take at least this share of its main stresses.
FITS = 0.85
# A foot names a section's meter when this share of its syllables steps in it.
IN_STEP = 0.8
FEET = {"iambic": "01", "trochaic": "10", "anapestic": "001", "dactylic": "100"}
LENGTHS = ("", "monometer", "dimeter", "trimeter", "tetrameter", "pentameter", "hexameter", "heptameter", "octameter")
FREE = "free"


@dataclass(frozen=True, slots=True)
class Beat:
    """A note that takes a syllable, in beats from its line's start; ``strong`` ones want the stressed syllables."""

    start: float
    length: float
    strong: bool


Rhythm = tuple[Beat, ...]
"""The rhythm that a line must fit: one beat for each of its syllables."""


def stresses(words: Sequence[Spoken]) -> tuple[int, ...]:
    """The stress of each syllable of a line: 0, 1 (lesser, or none of its own) or 2."""
    return tuple(sound.stress for word in words for sound in word.sounds)


def rhythm_of(pattern: str) -> Rhythm:
    """A rhythm of even half beats from a pattern such as ``.x.x.x``: x is strong."""
    return tuple(Beat(place / 2, 0.5, sign == "x") for place, sign in enumerate(pattern))


def natural(line: Sequence[int]) -> Rhythm:
    """The rhythm that a line has of itself: its stresses are strong, and so many between that none is far away."""
    signs = ["x" if stress == 2 else "." for stress in line]
    for place in range(1, len(signs) - 1):
        if signs[place - 1 : place + 2] == [".", ".", "."]:
            signs[place] = "x"
    return rhythm_of("".join(signs))


def pattern_of(rhythm: Rhythm) -> str:
    """A rhythm as a pattern such as ``.x.x.x``."""
    return "".join("x" if beat.strong else "." for beat in rhythm)


def share_on_strong(line: Sequence[int], rhythm: Rhythm) -> float:
    """The share of a line's main stresses that fall on strong beats; 1 for a line that has none."""
    main = [beat.strong for stress, beat in zip(line, rhythm, strict=False) if stress == 2]
    return sum(main) / len(main) if main else 1.0


def fits(line: Sequence[int], rhythm: Rhythm) -> bool:
    """Whether a line scans to a rhythm: as many syllables as notes, and its stresses on the strong beats."""
    return len(line) == len(rhythm) and share_on_strong(line, rhythm) >= FITS


def name(lines: Sequence[Sequence[int]]) -> str:
    """What the lines of a section step in, such as ``iambic tetrameter``, or ``free``."""
    full = [line for line in lines if line]
    if not full:
        return FREE
    foot, share = max(((foot, _in_step(full, foot)) for foot in FEET), key=lambda found: found[1])
    if share < IN_STEP:
        return FREE
    beats = sorted(round(len(line) / len(FEET[foot])) for line in full)[len(full) // 2]
    return f"{foot} {LENGTHS[min(max(beats, 1), len(LENGTHS) - 1)]}"


def _in_step(lines: Sequence[Sequence[int]], foot: str) -> float:
    """The share of syllables that are where a foot has them; words without a stress of their own are never wrong."""
    right = total = 0
    for line in lines:
        for place, stress in enumerate(line):
            wants = FEET[foot][place % len(FEET[foot])] == "1"
            right += (stress == 2) == wants or (wants and stress == 1)
            total += 1
    return right / total
