"""The words of a song as a composer needs them: sections of lines, lines of syllables and where one may breathe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil

from backend.studio.lyrics import text as texts
from backend.studio.lyrics.pronounce import pronounce
from backend.studio.lyrics.words import SungWord, line_of, tokens
from backend.studio.singing import SingingWish, Syllable

# More lines or notes than this make more than one section, each with about so many.
MOST_LINES, MOST_NOTES, BLOCK_LINES, BLOCK_NOTES = 16, 224, 8, 112
CLAUSE = re.compile(r"(?<=[,;:.!?…—–])\s+")


@dataclass(frozen=True)
class Line:
    """A line to be sung.

    ``holds`` has for each syllable on how many further notes it is held because its text says so; ``breaths`` are the
    syllables before which a comma or the like lets one breathe.
    """

    syllables: tuple[Syllable, ...]
    holds: tuple[int, ...]
    breaths: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        """How many notes it needs at least."""
        return len(self.syllables) + sum(self.holds)

    @property
    def text(self) -> str:
        """The words as they are sung."""
        return " ".join(syllable.word for syllable in self.syllables if syllable.index == 0)

    def numbered(self, line: int) -> Line:
        """The same line, counted as another one of the song."""
        return replace(self, syllables=tuple(replace(one, line=line) for one in self.syllables))


@dataclass(frozen=True)
class Verse:
    """A section of the words, of whatever kind; one without lines is played only."""

    role: str
    name: str
    lines: tuple[Line, ...]


def verses(wish: SingingWish) -> tuple[Verse, ...]:
    """Read the words of a wish.

    Raises
    ------
    BadLyrics
        if they cannot be read
    CannotSing
        if nobody reads the language, or a word has no sound
    """
    return _verses(wish.lyrics, wish.language, wish.respelled) if wish.is_sung else ()


@lru_cache(64)
def _verses(lyrics: str, language: str, respelled: tuple[tuple[str, str], ...]) -> tuple[Verse, ...]:
    return tuple(
        Verse(stanza.role, stanza.name, tuple(block))
        for stanza in texts.parse(lyrics).stanzas
        for block in _blocks([read(line.text, line.number, language, respelled) for line in stanza.lines])
    )


def _blocks(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """Lines of a section as sections that a song can have: what is too long is parted into even ones."""
    if len(lines) <= MOST_LINES and sum(line.size for line in lines) <= MOST_NOTES:
        return [lines]
    count = max(ceil(len(lines) / BLOCK_LINES), ceil(sum(line.size for line in lines) / BLOCK_NOTES))
    size = ceil(len(lines) / count / 2) * 2 if len(lines) > count else 1
    return [lines[at : at + size] for at in range(0, len(lines), size)]


def read(text: str, number: int, language: str, respelled: Sequence[tuple[str, str]] = ()) -> Line:
    """Read one line of words.

    Raises
    ------
    CannotSing
        if nobody reads the language, or a word has no sound
    """
    words = pronounce(text, language, respelled)
    syllables = line_of(words, number)
    holds = tuple(syllable.held for word in words for syllable in word.syllables)
    return Line(syllables, holds, _breaths(text, words))


def _breaths(text: str, words: Sequence[SungWord]) -> tuple[int, ...]:
    """The syllables that begin a clause."""
    counts = [len(tokens(clause)) for clause in CLAUSE.split(text)]
    if sum(counts) != len(words):
        return ()
    found, word, syllable = [], 0, 0
    for count in counts[:-1]:
        syllable += sum(len(one.syllables) for one in words[word : word + count])
        word += count
        found.append(syllable)
    return tuple(found)
