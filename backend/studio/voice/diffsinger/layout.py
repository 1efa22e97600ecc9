"""A phrase laid out in phonemes: which begin on which note, and when each is sung.

What begins on a note begins on its beat; consonants before a word's first vowel are sung before that, in the time of
the group before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backend.studio.voice.diffsinger import phonology
from backend.studio.voice.diffsinger.alphabet import SILENCE
from backend.studio.voice.diffsinger.frames import Times
from backend.studio.voice.diffsinger.phonology import Kind
from backend.studio.voice.diffsinger.words import Speller, words_of
from backend.studio.voice.phrase import Phone, Phrase
from backend.studio.voice.spelling import PAUSE_S

# Before the first note there is so much time for its consonants.
LEAD_S = 0.5
# Consonants of a group take this share of it at most.
MOST_CONSONANT = 0.5
# Nothing that is sung is shorter than this; models of other frames would drop it.
SHORTEST_S = 0.01


@dataclass(frozen=True)
class Symbol:
    """A phoneme, its kind, and the note of the phrase to whose syllable it belongs."""

    name: str
    kind: Kind
    note: int


@dataclass(frozen=True)
class Group:
    """Phonemes from one beat to the next; ``pitch`` is the note's, or that of the note nearest to a rest."""

    on_s: float
    pitch: int
    symbols: tuple[Symbol, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(symbol.name for symbol in self.symbols)


@dataclass(frozen=True)
class Plan:
    """The groups of a phrase; the first holds the silence before it and the consonants of its first word."""

    groups: tuple[Group, ...]
    off_s: float

    @property
    def symbols(self) -> tuple[Symbol, ...]:
        return tuple(symbol for group in self.groups for symbol in group.symbols)

    @property
    def borders_s(self) -> Times:
        """When each group begins, and when the last one ends [groups + 1]."""
        return np.array([*(group.on_s for group in self.groups), self.off_s])


@dataclass(frozen=True)
class Laid:
    """Phonemes in time, without the silence around them: ``borders_s`` is one longer than ``symbols``."""

    symbols: tuple[Symbol, ...]
    borders_s: Times

    @property
    def start_s(self) -> float:
        return float(self.borders_s[0])

    @property
    def names(self) -> tuple[str, ...]:
        """The phonemes with the silence before and after them."""
        return (SILENCE, *(symbol.name for symbol in self.symbols), SILENCE)

    @property
    def phones(self) -> tuple[Phone, ...]:
        """What is sung and when, rests left out."""
        return tuple(
            Phone(symbol.name, float(on_s), float(off_s), symbol.note)
            for symbol, on_s, off_s in zip(self.symbols, self.borders_s[:-1], self.borders_s[1:], strict=True)
            if symbol.name != SILENCE
        )


def plan(phrase: Phrase, speller: Speller) -> Plan:
    """Find the phonemes of a phrase and the notes that they begin on.

    Raises
    ------
    CannotSing
        if the bank cannot sing a word, naming it
    """
    notes = phrase.notes
    first = notes[0]
    groups = [[Symbol(SILENCE, Kind.VOWEL, 0)]]
    heads = [(first.on_s - LEAD_S, first.pitch)]
    for word in words_of(phrase):
        spelt = speller.spell(word)
        for number, (names, note) in enumerate(zip(spelt.groups, spelt.notes, strict=True)):
            hole_s = notes[note].on_s - notes[note - 1].off_s if note else 0.0
            if hole_s >= PAUSE_S:
                groups.append([Symbol(SILENCE, Kind.VOWEL, note)])
                heads.append((notes[note].on_s - hole_s, notes[note - 1].pitch))
            if number == 0:
                groups[-1] += _symbols(spelt.lead, note, speller)
            groups.append(_symbols(names, note, speller))
            heads.append((notes[note].on_s, notes[note].pitch))
    made = (Group(on_s, pitch, tuple(own)) for (on_s, pitch), own in zip(heads, groups, strict=True))
    return Plan(tuple(made), phrase.off_s)


def lay(planned: Plan, lengths_s: Times | None = None) -> Laid:
    """Give each phoneme its time: consonants before the first note keep their length, other groups fill their notes.

    ``lengths_s`` is how long each would last by itself; without, the studio's rules say so.
    """
    lengths = np.maximum(_natural(planned) if lengths_s is None else lengths_s, 0.0)
    borders = planned.borders_s
    marks: list[float] = []
    at = 0
    for index, group in enumerate(planned.groups):
        own = np.asarray(lengths[at : at + len(group.symbols)], np.float64)
        at += len(group.symbols)
        if index == 0:
            marks += _before(own[1:], borders[1])
        else:
            marks += _within(own, borders[index], borders[index + 1])
    return Laid(planned.symbols[1:], np.array([*marks, borders[-1]]))


def _symbols(names: Sequence[str], note: int, speller: Speller) -> list[Symbol]:
    return [Symbol(name, speller.kind(name), note) for name in names]


def _natural(planned: Plan) -> Times:
    """Lengths by the studio's rules [s]: consonants their own, as far as there is room; vowels share the rest."""
    found: list[float] = []
    for group, room_s in zip(planned.groups, np.diff(planned.borders_s), strict=True):
        own = np.array([0.0 if one.kind is Kind.VOWEL else phonology.natural_s(one.kind) for one in group.symbols])
        own *= min(1.0, MOST_CONSONANT * room_s / max(own.sum(), SHORTEST_S))
        vowels = own == 0
        own[vowels] = (room_s - own.sum()) / max(1, vowels.sum())
        found += own.tolist()
    return np.array(found)


def _before(lengths: Times, beat_s: float) -> list[float]:
    """When consonants begin that end on a beat, in no more than the time of the lead."""
    total = float(lengths.sum())
    kept = np.maximum(lengths * min(1.0, LEAD_S / total) if total else lengths, SHORTEST_S)
    return [float(beat_s - kept[index:].sum()) for index in range(len(kept))]


def _within(lengths: Times, on_s: float, off_s: float) -> list[float]:
    """When phonemes begin that fill the time from one beat to the next."""
    total = float(lengths.sum())
    shares = lengths / total if total else np.full(len(lengths), 1 / len(lengths))
    return [float(on_s + (off_s - on_s) * shares[:index].sum()) for index in range(len(lengths))]
