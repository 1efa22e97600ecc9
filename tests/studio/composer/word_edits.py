"""Random edits of words: what they leave alone, note for note. Shared with bench/vocals.py."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from backend.studio.composer.edits import applying, documents
from backend.studio.composer.vocal import from_score, wording
from backend.studio.score import Note, Score

# Words of one to four syllables, by how many they have.
WORDS = {
    1: ("moon", "stone", "bright", "rain", "house", "gold"),
    2: ("garden", "shadow", "again", "yellow", "summer"),
    3: ("memory", "tomorrow", "wonderful", "remember"),
    4: ("dandelion", "everlasting", "invisible"),
}


@dataclass(frozen=True)
class Changed:
    """What an edit of one word changed: notes of its word, of its line, and all others; what it should have."""

    is_same_count: bool
    in_word: int
    in_line: int
    elsewhere: int
    is_sung: bool

    @property
    def holds(self) -> bool:
        """Whether only what may change did: the word's notes, or with other counts its line's."""
        return self.elsewhere == 0 and self.is_sung and (not self.is_same_count or self.in_line == 0)


def edited(score: Score, kind: str, **fields: Any) -> Score:
    return applying.apply(score, documents.seeded(documents.read({"kind": kind, **fields}), 11)).score


def random_change(score: Score, dice: random.Random) -> Changed:
    """Change one word of one line and look at every note of the song."""
    lines = from_score.by_line(vocals(score))
    number = dice.choice(list(lines))
    words = [list(one) for one in grouped(lines[number])]
    place = dice.randrange(len(words))
    count = sum(1 for note in words[place] if note.syllable)
    size = count if dice.random() < 0.6 and count in WORDS else dice.choice([n for n in WORDS if n != count])
    new = dice.choice(WORDS[size])
    told = [word[0].syllable.word for word in words if word[0].syllable]
    told[place] = new
    after = edited(score, "words", line=number, text=" ".join(told))
    return _compared(score, after, number, place, is_same_count=size == count, new=" ".join(told))


def grouped(notes: Sequence[Note]) -> list[list[Note]]:
    found: list[list[Note]] = []
    for note in notes:
        if note.syllable and note.syllable.index == 0:
            found.append([])
        if found:
            found[-1].append(note)
    return found


def vocals(score: Score) -> tuple[Note, ...]:
    part = from_score.lead_vocal(score)
    return part.line if part else ()


def _written(note: Note) -> Note:
    """A note as it is written: the sounds of small words depend on the word that follows, as in ``the early``."""
    return replace(note, syllable=replace(note.syllable, onset=(), vowel="", coda=())) if note.syllable else note


def _compared(before: Score, after: Score, line: int, place: int, *, is_same_count: bool, new: str) -> Changed:
    lines = [from_score.by_line(vocals(score)) for score in (before, after)]
    own = [{_written(note) for note in found.pop(line)} for found in lines]
    rest = [
        {(part.id, note) for part in score.parts if not part.is_sung for note in part.notes}
        for score in (before, after)
    ]
    elsewhere = len(rest[0] ^ rest[1]) + sum(lines[0][number] != lines[1][number] for number in lines[0])
    words = [{note for note in notes if note.syllable and note.syllable.place == place} for notes in own]
    bare = [{replace(note, syllable=None) for note in notes} for notes in own]
    in_line = len((own[0] - words[0]) ^ (own[1] - words[1])) if is_same_count else 0
    in_line += len(bare[0] ^ bare[1]) if is_same_count else 0
    wanted = [one.text for one in wording.read(new, 0, "en-US").syllables]
    is_sung = [note.syllable.text for note in from_score.by_line(vocals(after))[line] if note.syllable] == wanted
    return Changed(is_same_count, len(words[0] ^ words[1]), in_line, elsewhere, is_sung)
