"""Words as they are sung, and how a line is cut into words, parts and holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from backend.studio.errors import CannotSing
from backend.studio.lyrics.sounds import Sounded
from backend.studio.lyrics.spelling import spelt
from backend.studio.singing import Syllable

TOKEN = re.compile(
    r"(?P<word>[^\s()<>{}\"“”]*[^\W_][^\s()<>{}\"“”]*)(?:\((?P<respelt>[^()\s]{1,60})\))?|(?P<sign>[&+@%#=])"
)
PARTED = re.compile(r"\s*(?:[—–…]|\.\.\.|--|[\\|]|(?<=[^\W\d])/(?=[^\W\d]{2}))\s*")
EDGES = re.compile(r"^[^\w'$£€¥&@#+]+|[^\w'%$]+$")
HOLD = "_"


@dataclass(frozen=True, slots=True)
class SungSyllable:
    """A syllable of a written word; ``held`` is the number of further notes that its text asks for."""

    text: str
    onset: tuple[str, ...]
    vowel: str
    coda: tuple[str, ...]
    stress: int
    held: int = 0


@dataclass(frozen=True, slots=True)
class SungWord:
    """A word as written, without the signs around it, and what is sung of it.

    ``known`` is false where its sound was guessed; ``syllables`` are empty where nothing could be made of it.
    ``small`` words (the, of, ...) have no stress of their own.
    """

    text: str
    syllables: tuple[SungSyllable, ...]
    known: bool = True
    small: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """What is sung in one go: the letters between hyphens, how often each part is held, and the sounds."""

    parts: tuple[str, ...]
    holds: tuple[int, ...]
    sounds: tuple[Sounded, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A written word as it is read: in one piece but for numbers and signs, which are several words."""

    text: str
    pieces: tuple[Piece, ...]
    known: bool = True
    small: bool = False

    @property
    def sounds(self) -> tuple[Sounded, ...]:
        return tuple(sound for piece in self.pieces for sound in piece.sounds)

    def sung(self) -> SungWord:
        """The word with the letters of each syllable."""
        syllables = tuple(syllable for piece in self.pieces for syllable in _spelt_out(piece))
        return SungWord(self.text, syllables, self.known, self.small)


def line_of(words: Sequence[SungWord], line: int) -> tuple[Syllable, ...]:
    """The syllables of a line as the notes of a score carry them.

    Raises
    ------
    CannotSing
        naming the words of which nothing can be sung
    """
    if dumb := [word.text for word in words if not word.syllables]:
        named = ", ".join(repr(word) for word in dumb[:5])
        raise CannotSing(
            f"Line {line + 1}: {named} cannot be read aloud in this language; respell it, as in {dumb[0]}(shi-VAWN)."
        )
    return tuple(
        Syllable(
            text=syllable.text, word=word.text, index=index, count=len(word.syllables), onset=syllable.onset,
            vowel=syllable.vowel, coda=syllable.coda, stress=syllable.stress, line=line, place=place,
        )
        for place, word in enumerate(words)
        for index, syllable in enumerate(word.syllables)
    )  # fmt: skip


def tokens(line: str) -> list[tuple[str, str]]:
    """The words of a line and their respellings."""
    found: list[tuple[str, str]] = []
    for piece in PARTED.split(line.replace("’", "'").replace("‘", "'")):
        for token in TOKEN.finditer(piece):
            word = token["sign"] or EDGES.sub("", token["word"])
            if any(sign.isalnum() for sign in word) or token["sign"]:
                found.append((word, token["respelt"] or ""))
    return found


def bare(text: str) -> str:
    """A word without what cuts and holds it."""
    return text.replace(HOLD, "").replace("-", "")


def cut_by_hand(text: str) -> tuple[list[str], list[int]]:
    """The parts of a word between its hyphens and how often each is held: `glo-_ri-a__` is glo, ri, a held 1, 0, 2."""
    parts: list[str] = []
    holds: list[int] = []
    for piece in re.findall(r"[^-_]+|_+", text.strip("-")):
        if piece[0] == HOLD and parts:
            holds[-1] += len(piece)
        elif piece[0] != HOLD:
            parts.append(piece)
            holds.append(0)
    return parts, holds


def _spelt_out(piece: Piece) -> tuple[SungSyllable, ...]:
    """Syllables with their text: as it was cut by hand where the counts agree, else as the sounds ask for."""
    if not piece.sounds:
        return ()
    by_hand = len(piece.parts) > 1 and len(piece.parts) == len(piece.sounds)
    texts = piece.parts if by_hand else spelt("".join(piece.parts), piece.sounds)
    held = piece.holds if by_hand else (*[0] * (len(piece.sounds) - 1), sum(piece.holds))
    return tuple(
        SungSyllable(text, one.onset, one.vowel, one.coda, one.stress, hold)
        for text, one, hold in zip(texts, piece.sounds, held, strict=True)
    )
