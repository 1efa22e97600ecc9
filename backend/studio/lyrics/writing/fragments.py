"""Fragments of lines: what was written by hand, spread out into its alternatives and measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from backend.studio.lyrics import meter
from backend.studio.lyrics.pronounce import spoken
from backend.studio.lyrics.rhyme import Tail, bare, tails

# Kinds of ends, in the order in which two of them may follow each other.
KINDS = ("thing", "sound", "seen", "place", "path", "why", "state", "like", "time")
FACT, LINE, SHORT, HOOK, OPENING, CLAUSE = "fact", "line", "short", "hook", "opening", "clause"
# A beginning that wants one of these says nothing without it.
OBJECTS = frozenset({"thing", "sound", "seen"})
CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
# Who does something: only a person is in a state, or has a reason.
PERSON = re.compile(
    r"^(?:(?:and|but|so|while|till|where|when)\s+)?(?:i|we|you|they|he|she|nobody|somebody|everybody|let|don't)\b",
    re.IGNORECASE,
)
OF_PEOPLE = frozenset({"state", "why"})
# What is heard after a beginning is not the end of a line: small words keep their light form before it.
GOES_ON = " day"


@dataclass(frozen=True)
class Fragment:
    """A beginning, an end or a whole line.

    ``source`` is the text it was spread out from, ``own`` how near it is to the theme (0 for what suits any).
    A beginning ``takes`` kinds of ends; it is told in a ``tense``, ``joins`` what came before, belongs to a ``part``.
    The two lines of a couplet have its name as their ``pair``, and which of them each is.
    """

    text: str
    source: str
    kind: str
    marks: tuple[int, ...]
    own: float = 0.0
    ends: tuple[Tail, ...] = ()
    takes: tuple[str, ...] = ()
    tense: str = "any"
    joins: bool = False
    part: str = ""
    pair: tuple[str, int] | None = None

    @cached_property
    def size(self) -> int:
        """How many syllables it has."""
        return len(self.marks)

    @cached_property
    def mask(self) -> int:
        """Its main stresses as bits, the first syllable lowest."""
        return sum(1 << place for place, stress in enumerate(self.marks) if stress == 2)

    @cached_property
    def last(self) -> str:
        """The word by which it rhymes, bare."""
        return bare(self.ends[0].word)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words of four letters or more: what one notices when it comes again."""
        return frozenset(word for word in re.findall(r"[a-z]+", self.text.lower()) if len(word) > 3)

    @cached_property
    def is_clause(self) -> bool:
        """Whether a beginning says something by itself."""
        return bool(self.takes) and not OBJECTS & set(self.takes)


def spread(written: str) -> Iterator[str]:
    """Every text that ``(a|b|)`` alternatives stand for."""
    pieces = CHOICE.split(written)
    choices = [piece.split("|") if place % 2 else [piece] for place, piece in enumerate(pieces)]
    for chosen in product(*choices):
        yield " ".join("".join(chosen).split())


def ending(
    text: str, source: str, kind: str, own: float = 0.0, *, tense: str = "any", pair: tuple[str, int] | None = None
) -> Fragment:
    """A fragment that a line may end with."""
    words = spoken(text)
    return Fragment(text, source, kind, meter.stresses(words), own, tails(words), tense=tense, pair=pair)


def beginning(
    text: str,
    source: str,
    *,
    takes: tuple[str, ...],
    own: float = 0.0,
    tense: str = "any",
    joins: bool = False,
    part: str = "",
) -> Fragment:
    """A fragment that something may follow."""
    marks = meter.stresses(spoken(text + GOES_ON))[:-1] if text else ()
    if not part and not PERSON.match(text):
        takes = tuple(kind for kind in takes if kind not in OF_PEOPLE)
    return Fragment(text, source, OPENING, marks, own, (), takes, tense, joins, part)


def closing(opening: Fragment, kind: str = CLAUSE) -> Fragment:
    """A beginning that says something by itself, as the end of a line or as a hook."""
    words = spoken(opening.text)
    return replace(opening, kind=kind, marks=meter.stresses(words), ends=tails(words))
