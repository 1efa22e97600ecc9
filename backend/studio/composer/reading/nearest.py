"""The nearest names we have to a word we do not know, by the pairs of letters that they share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from backend.studio.composer import instruments, styles
from backend.studio.composer.reading import lexicon, tables

# Shares of common letter pairs, found by looking: typing mistakes lie above 0.65, names that sound alike above 0.4.
ALIKE, MISTYPED = 0.4, 0.65
MOST = 2


@dataclass(frozen=True)
class Candidate:
    """A phrase with the pairs of its letters, and the name under which it is offered."""

    name: str
    kind: str
    pairs: frozenset[str]


def offer(words: str, kind: str) -> tuple[str, ...]:
    """Up to two names of a kind (style, instrument; word for all) that come nearest to some words, best first."""
    floor = MISTYPED if kind == "word" else ALIKE
    best: dict[str, float] = {}
    for likeness, candidate in _ranked(words, floor):
        if kind in ("word", candidate.kind):
            best.setdefault(candidate.name, likeness)
    return tuple(best)[:MOST]


def kind_of(words: str) -> str | None:
    """The kind of thing of which some words are probably a mistyped name: style, instrument or None."""
    ranked = _ranked(words, MISTYPED)
    return ranked[0][1].kind if ranked and ranked[0][1].kind != "word" else None


def likeness(pairs: frozenset[str], others: frozenset[str]) -> float:
    """How much two sets of letter pairs have in common, 0..1.

    .. [1] Dice, "Measures of the amount of ecologic association between species", Ecology 26(3), 1945.
    """
    return 2 * len(pairs & others) / (len(pairs) + len(others))


def letter_pairs(words: str) -> frozenset[str]:
    """The pairs of neighbouring letters of some words; beginnings count as a pair of their own."""
    spaced = f" {' '.join(words.lower().replace('-', ' ').split())} "
    return frozenset(spaced[at : at + 2] for at in range(len(spaced) - 1))


def _ranked(words: str, floor: float) -> list[tuple[float, Candidate]]:
    pairs = letter_pairs(words)
    found = [(likeness(pairs, candidate.pairs), candidate) for candidate in _candidates()]
    return sorted((pair for pair in found if pair[0] >= floor), key=lambda pair: -pair[0])


@cache
def _candidates() -> tuple[Candidate, ...]:
    found: list[Candidate] = []
    for key, senses in lexicon.load().phrases.items():
        phrase = " ".join(key)
        if senses.style:
            found.append(Candidate(styles.find(senses.style).label, "style", letter_pairs(phrase)))
        elif senses.instruments:
            found.append(Candidate(instruments.find(senses.instruments[0]).label, "instrument", letter_pairs(phrase)))
    moods: list[Mapping[str, list[str]]] = tables.load("moods")["mood"]
    found += [Candidate(word, "word", letter_pairs(word)) for row in moods for word in row["words"]]
    return tuple(found)
