"""The nearest names we have to a word we do not know, by the pairs of letters that they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from backend.studio.composer import instruments, styles
from backend.studio.composer.reading import lexicon, tables

# Shares of common letter pairs, found by looking: typing mistakes lie above 0.65, names that sound alike above 0.4.
ALIKE, MISTYPED = 0.4, 0.65
MOST = 2


@dataclass(frozen=True)
class Candidate:
    """A phrase, the name under which it is offered, its kind, and how many different pairs of letters it has."""

    name: str
    kind: str
    phrase: str
    size: int


def offer(words: str, kind: str) -> tuple[str, ...]:
    """Up to two names of a kind (style, instrument; word for all) that come nearest to some words, best first."""
    floor = MISTYPED if kind == "word" else ALIKE
    near = (one.name for likeness, one in _ranked(words) if likeness >= floor and kind in ("word", one.kind))
    return tuple(dict.fromkeys(near))[:MOST]


def kind_of(words: str) -> str | None:
    """The kind of thing of which some words are probably a mistyped name: style, instrument or None."""
    ranked = _ranked(words)
    is_near = bool(ranked) and ranked[0][0] >= MISTYPED
    return ranked[0][1].kind if is_near and ranked[0][1].kind != "word" else None


def letter_pairs(words: str) -> frozenset[str]:
    """The pairs of neighbouring letters of some words; beginnings and ends count as pairs of their own."""
    spaced = f" {' '.join(words.lower().replace('-', ' ').split())} "
    return frozenset(spaced[at : at + 2] for at in range(len(spaced) - 1))


@lru_cache(maxsize=256)
def _ranked(words: str) -> tuple[tuple[float, Candidate], ...]:
    """All candidates that are alike, the most alike first: Dice's coefficient of the letter pairs, 0..1.

    .. [1] Dice, "Measures of the amount of ecologic association between species", Ecology 26(3), 1945.
    """
    pairs = letter_pairs(words)
    shared = Counter(candidate for pair in pairs for candidate in _by_pair().get(pair, ()))
    ranked = [(2 * count / (len(pairs) + candidate.size), candidate) for candidate, count in shared.items()]
    return tuple(sorted((one for one in ranked if one[0] >= ALIKE), key=lambda one: (-one[0], one[1].name)))


@cache
def _by_pair() -> Mapping[str, tuple[Candidate, ...]]:
    """The candidates that have a pair of letters, by pair."""
    found: dict[str, list[Candidate]] = {}
    for phrase, name, kind in _names():
        pairs = letter_pairs(phrase)
        candidate = Candidate(name, kind, phrase, len(pairs))
        for pair in pairs:
            found.setdefault(pair, []).append(candidate)
    return {pair: tuple(candidates) for pair, candidates in found.items()}


def _names() -> Iterator[tuple[str, str, str]]:
    """Every phrase that can be mistyped, the name under which it is offered, and its kind."""
    for key, senses in lexicon.load().phrases.items():
        if senses.style:
            yield " ".join(key), styles.find(senses.style).label, "style"
        elif senses.instruments:
            yield " ".join(key), instruments.find(senses.instruments[0]).label, "instrument"
    for row in tables.load("moods")["mood"]:
        for word in row["words"]:
            yield word, word, "word"
