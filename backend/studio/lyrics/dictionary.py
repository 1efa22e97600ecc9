"""A songwriter's dictionary: words that rhyme with a word, and words that can stand for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from backend.studio.composer import schema
from backend.studio.errors import BadLyrics
from backend.studio.lyrics import lexicon, meter, rhyme
from backend.studio.lyrics.pronounce import spoken
from backend.studio.lyrics.rhyme import Kind, Tail
from backend.studio.lyrics.sounds import cut
from backend.studio.lyrics.words import Piece, Spoken

SYNONYMS = Path(__file__).with_name("writing") / "synonyms.toml"
LONGEST_WORD = 60
# The words of two letters; the others in the lexicon are names of letters and abbreviations.
SHORTEST = frozenset({
    "am", "an", "as", "at", "ax", "be", "by", "do", "go", "he", "hi", "if", "in", "is", "it",
    "me", "my", "no", "of", "oh", "on", "or", "ox", "so", "to", "up", "us", "we",
})  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A word, with its stresses written as `10`: 1 for a main stress, 0 for none or a lesser one."""

    word: str
    syllables: int
    stress: str
    kind: Kind = Kind.NONE
    scans: bool = False


def rhymes(
    word: str, *, kind: Kind = Kind.NEAR, syllables: int | None = None, stress: str = "", most: int = 100
) -> list[Found]:
    """Words that rhyme with a word or with the end of a line: true rhymes first, of those the common and short ones.

    Parameters
    ----------
    kind : the least that will do
    syllables, stress : what the words must have, such as 2 and ``01``

    Raises
    ------
    BadLyrics
        if there is nothing to rhyme with
    """
    read = spoken(_checked(word))
    mine = rhyme.tails(read)
    if not mine:
        raise BadLyrics(f"{word!r} has no sound to rhyme with; write a word or a line.")
    if len(read) > 1 and read[-1].small:
        return _before_a_small_word(read, kind, syllables, stress)[:most]
    found = [
        Found(other, len(marks), marks, how)
        for other, tail, marks in _near(mine)
        if (how := max(rhyme.compare(own, tail) for own in mine)) >= kind
        and (syllables is None or len(marks) == syllables)
        and (not stress or marks == stress)
    ]
    common = lexicon.common()
    found.sort(key=lambda one: (-one.kind, one.word not in common, one.syllables, one.word))
    return found[:most]


def _before_a_small_word(read: Sequence[Spoken], kind: Kind, syllables: int | None, stress: str) -> list[Found]:
    """`hold me` rhymes with `told me`: what rhymes with the word before, and the small word again."""
    small = read[-1]
    size, light = len(small.sounds), "0" * len(small.sounds)
    found = rhymes(
        read[-2].text, kind=kind, syllables=syllables and syllables - size, stress=stress.removesuffix(light), most=1000
    )
    return [
        replace(one, word=f"{one.word} {small.text}", syllables=one.syllables + size, stress=one.stress + light)
        for one in found
    ]


def synonyms(word: str, *, syllables: int | None = None, most: int = 60) -> list[Found]:
    """Words that can stand for a word, in its number and form; those that scan as it does first."""
    plain = _checked(word).strip().lower()
    marks = _marks(plain)
    book = lexicon.lexicon()
    words = dict.fromkeys(
        other for other in _standing_for(plain) if other != plain and (" " in other or book.knows(other))
    )
    found = [Found(other, len(_marks(other)), _marks(other), scans=_marks(other) == marks) for other in words]
    fitting = [one for one in found if syllables is None or one.syllables == syllables]
    return sorted(fitting, key=lambda one: not one.scans)[:most]


def _checked(word: str) -> str:
    if len(word) > LONGEST_WORD:
        raise BadLyrics(f"The word has {len(word)} characters; up to {LONGEST_WORD} are allowed.")
    return word


def _marks(word: str) -> str:
    return "".join("1" if stress == 2 else "0" for stress in meter.stresses(spoken(word)))


def _near(mine: Sequence[Tail]) -> Iterator[tuple[str, Tail, str]]:
    """Words whose stressed vowel is that of an end, or next to it."""
    vowels = {tail.vowel for tail in mine}
    close = {vowel for pair in rhyme.NEXT_TO for vowel in pair if pair & vowels}
    for vowel in sorted(vowels | close):
        yield from _by_vowel().get(vowel, ())


@cache
def _by_vowel() -> Mapping[str, list[tuple[str, Tail, str]]]:
    """The common words of the lexicon by the vowel from which they rhyme."""
    found: dict[str, list[tuple[str, Tail, str]]] = defaultdict(list)
    common = lexicon.common()
    book = lexicon.lexicon()
    for word in book.words():
        if word in common and (len(word) > 2 or word in SHORTEST):
            sounds = cut(book.readings(word)[0][0])
            tail = rhyme.tails([Spoken(word, (Piece((word,), (0,), sounds),))])[0]
            found[tail.vowel].append((word, tail, "".join("1" if one.stress == 2 else "0" for one in sounds)))
    return found


@cache
def _rows() -> Mapping[str, list[Sequence[str]]]:
    found: dict[str, list[Sequence[str]]] = defaultdict(list)
    for row in schema.load(SYNONYMS)["rows"]:
        for word in row:
            found[word].append(row)
    return found


def _standing_for(word: str) -> Iterator[str]:
    """The words of its rows, in the form that it has: `hearts` has `souls`, `shining` has `gleaming`."""
    for plain, form in _plain(word):
        for row in _rows().get(plain, ()):
            yield from (form(other) for other in row if other != plain)


def _plain(word: str) -> Iterator[tuple[str, Callable[[str], str]]]:
    """What the plain form of a word may be, and how others are brought into its own."""
    yield word, str
    if word.endswith("ing") and len(word) > 5:
        for plain in (word[:-3], f"{word[:-3]}e", word[:-4]):
            yield plain, _ing
    if word.endswith("s") and not word.endswith("ss"):
        yield (f"{word[:-3]}y" if word.endswith("ies") else word[:-1]), _s
        if word.endswith("es"):
            yield word[:-2], _s


def _s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "sh", "ch", "x", "z")) else f"{word}s"


def _ing(word: str) -> str:
    if word.endswith("e") and not word.endswith(("ee", "ie")):
        return f"{word[:-1]}ing"
    is_short = len(word) < 5 and word[-1] not in "aeiouwxy" and word[-2:-1] in tuple("aeiou")
    doubles = is_short and word[-3:-2] not in tuple("aeiou")
    return f"{word}{word[-1] if doubles else ''}ing"
