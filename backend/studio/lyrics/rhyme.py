"""Rhyme: what two ends of lines have in common from their last stressed vowel on.

A perfect rhyme has the same sounds from there on and other consonants before; words that are the same, or sound the
same, do not rhyme. A near rhyme has the same vowel and consonants of the same family, or the same consonants and a
vowel next to it. A line that ends in a small word (`hold me`) also rhymes by the word before it (`told me`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from backend.studio.lyrics.sounds import Sounded
from backend.studio.lyrics.words import Spoken


class Kind(IntEnum):
    """How well two ends rhyme."""

    NONE = 0
    NEAR = 1
    PERFECT = 2


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of a line from a stressed vowel on; ``lead`` are the consonants before it, ``word`` where it begins."""

    word: str
    lead: tuple[str, ...]
    vowel: str
    rest: tuple[str, ...]


# Sounds that are one to a rhyming ear: the flap, and the light vowels.
SAME = {"T": "t", "ᵻ": "ɪ", "ɐ": "ə", "ᵊ": "ə"}
LIGHT = {"ɪ": "ə", "ʌ": "ə", "ᵻ": "ə", "ʊ": "ə"}
FAMILIES = {
    **dict.fromkeys("ptk", "voiceless stop"), **dict.fromkeys("bdɡ", "voiced stop"), **dict.fromkeys("mnŋ", "nasal"),
    **dict.fromkeys("fθsʃʧ", "voiceless breath"), **dict.fromkeys("vðzʒʤ", "voiced breath"),
}  # fmt: skip
TWINS = tuple(frozenset(pair) for pair in ("pb", "td", "kɡ", "fv", "sz", "θð", "ʃʒ", "ʧʤ"))
NEXT_TO = tuple(
    frozenset(pair) for pair in ("ɪi", "ʌɑ", "ɔɑ", "ɔO", "ʌʊ", "ʊu", "ɛæ", "ɛA", "ɪɛ", "QO", "ɒɔ", "ɑɒ", "ʌɔ")
)


def tails(words: Sequence[Spoken]) -> tuple[Tail, ...]:
    """The ends by which a line may rhyme, the best first; none for a line without sounds."""
    ends = [(place, index) for place, word in enumerate(words) for index in range(len(word.sounds))]
    if not ends:
        return ()
    last = ends[-1][0]
    found = [_tail(words, last, index) for index in _stressed(words[last])]
    if (words[last].small or not _has_stress(words[last])) and last and words[last - 1].sounds:
        found += [_tail(words, last - 1, index) for index in _stressed(words[last - 1])]
    return tuple(found)


def rhyme(one: Sequence[Tail], other: Sequence[Tail]) -> Kind:
    """How well two lines rhyme."""
    return max((compare(mine, yours) for mine in one for yours in other), default=Kind.NONE)


def compare(mine: Tail, yours: Tail) -> Kind:
    """How well two tails rhyme; those that begin in the same word, or in the same consonants, do not."""
    if bare(mine.word) == bare(yours.word):
        return Kind.NONE
    same_vowel, same_rest = mine.vowel == yours.vowel, mine.rest == yours.rest
    if same_vowel and same_rest:
        return Kind.NONE if mine.lead == yours.lead else Kind.PERFECT
    if same_vowel and _alike(mine.rest, yours.rest):
        return Kind.NEAR
    is_next = any({mine.vowel, yours.vowel} == pair for pair in NEXT_TO)
    return Kind.NEAR if is_next and same_rest and mine.rest else Kind.NONE


def scheme(lines: Sequence[Sequence[Tail]]) -> tuple[str, tuple[Kind, ...]]:
    """The rhyme scheme of a section, such as ABAB, and how well each line rhymes with its letter's nearest before."""
    letters: list[str] = []
    kinds: list[Kind] = []
    for place, mine in enumerate(lines):
        found = [(rhyme(mine, lines[earlier]), earlier) for earlier in range(place)]
        kind, earlier = max(found, default=(Kind.NONE, 0))
        letters.append(letters[earlier] if kind else _letter(len(set(letters))))
        kinds.append(kind)
    return "".join(letters), tuple(kinds)


def bare(word: str) -> str:
    """A word as it is compared: small letters alone."""
    return re.sub(r"[^\w]", "", word.lower())


def _letter(number: int) -> str:
    """A, B, ... and again from A, which a section of more than 26 different ends has to live with."""
    return chr(ord("A") + number % 26)


def _stressed(word: Spoken) -> list[int]:
    """The syllables of a word from which it may rhyme: its last main stress, then a lesser one after it."""
    sounds = word.sounds
    main = max((place for place, sound in enumerate(sounds) if sound.stress == 2), default=-1)
    lesser = max((place for place, sound in enumerate(sounds) if sound.stress == 1), default=-1)
    found = [place for place in (main, lesser) if place >= 0 and (place == main or lesser > main)]
    return found or [len(sounds) - 1]


def _has_stress(word: Spoken) -> bool:
    return any(sound.stress for sound in word.sounds)


def _tail(words: Sequence[Spoken], place: int, index: int) -> Tail:
    first, *more = [*words[place].sounds[index:], *(sound for word in words[place + 1 :] for sound in word.sounds)]
    rest = [*_same(first.coda), *(sign for sound in more for sign in _light(sound))]
    return Tail(words[place].text.lower(), first.onset, _same((first.vowel,))[0], tuple(rest))


def _light(sound: Sounded) -> tuple[str, ...]:
    """A syllable after the stressed one; its light vowel is no more than light."""
    vowel = LIGHT.get(sound.vowel, sound.vowel) if sound.stress == 0 else sound.vowel
    return _same((*sound.onset, vowel, *sound.coda))


def _same(sounds: Sequence[str]) -> tuple[str, ...]:
    return tuple(SAME.get(sound, sound) for sound in sounds)


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether what follows is of the same families; a last s, z, t or d may be there or not."""
    short, long = sorted((list(one), list(other)), key=len)
    if len(long) == len(short) + 1 and long[-1] in "sztd" and long[:-1] == short:
        return bool(short)
    return len(one) == len(other) > 0 and all(
        FAMILIES.get(left, left) == FAMILIES.get(right, right) or {left, right} in TWINS
        for left, right in zip(one, other, strict=True)
    )
