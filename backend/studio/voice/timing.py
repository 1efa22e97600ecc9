"""When each sound of a phrase is sung: vowels begin on the beat, consonants before it, and a vowel fills its note.

The rules and their numbers are those of the research for this studio (docs/singing.md, "Timing").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from backend.studio.voice.phrase import Phrase
from backend.studio.voice.spelling import Role, Sound

# Consonants keep their natural length within these.
SHORTEST_S, LONGEST_S = 0.03, 0.16
# Vowels get at least this share of the time from beat to beat, and consonants shrink for it to half, or further where
# a vowel would be shorter than VOWEL_S.
VOWEL_SHARE, CONSONANT_FLOOR, VOWEL_S = 0.65, 0.5, 0.05
# Before a rest: this share of the last consonants lies within the note, and the vowel is at least so long.
INSIDE, LAST_VOWEL_S = 0.6, 0.08


@dataclass(frozen=True, slots=True)
class Placed:
    """A sound in time."""

    sound: Sound
    on_s: float
    off_s: float


def place(phrase: Phrase, sounds: Sequence[Sound], lengths_s: Sequence[float], *, edge_s: float) -> tuple[Placed, ...]:
    """Give each sound its time.

    Parameters
    ----------
    sounds : of the phrase, between two edges
    lengths_s : how long each would naturally be; that of vowels does not count
    edge_s : silence before the first and after the last sound

    Returns
    -------
    tuple
        without gaps: each begins where the one before ends
    """
    lengths = [
        _within(length) if sound.role in (Role.ONSET, Role.CODA) else 0.0
        for sound, length in zip(sounds, lengths_s, strict=True)
    ]
    vowels = [index for index, sound in enumerate(sounds) if sound.role is Role.VOWEL]
    plan = _Plan(sounds, lengths)
    plan.lead(vowels[0], phrase.notes[0].on_s, edge_s)
    for vowel, follower in pairwise(vowels):
        first, note = phrase.notes[sounds[vowel].note], phrase.notes[sounds[follower].note]
        plan.between(range(vowel + 1, follower), first.on_s, phrase.notes[sounds[follower].note - 1].off_s, note.on_s)
    plan.close(vowels[-1], phrase.notes[sounds[vowels[-1]].note].on_s, phrase.off_s, edge_s)
    marks = plan.marks
    return tuple(Placed(sound, marks[index], marks[index + 1]) for index, sound in enumerate(sounds))


class _Plan:
    """The beginnings of sounds, filled in from the beats outwards; the last mark is the end."""

    def __init__(self, sounds: Sequence[Sound], lengths: Sequence[float]) -> None:
        self.marks = [0.0] * (len(sounds) + 1)
        self._sounds, self._lengths = sounds, lengths

    def lead(self, vowel: int, beat_s: float, edge_s: float) -> None:
        """Let the first consonants end on the beat."""
        self._fill(range(1, vowel), beat_s - self._total(range(1, vowel)))
        self.marks[vowel] = beat_s
        self.marks[0] = self.marks[1] - edge_s

    def between(self, inner: range, beat_s: float, end_s: float, next_s: float) -> None:
        """Lay what is between two vowels, the one on ``beat_s`` held until ``end_s`` and the other on ``next_s``."""
        self.marks[inner.stop] = next_s
        pause = next((index for index in inner if self._sounds[index].role is Role.PAUSE), None)
        if pause is None:
            total = self._total(inner)
            shrunk = _shrunk(total, next_s - beat_s)
            self._fill(inner, next_s - shrunk, shrunk)
        else:
            self._around(range(inner.start, pause), range(pause + 1, inner.stop), beat_s, end_s)

    def _around(self, coda: range, onset: range, beat_s: float, end_s: float) -> None:
        """Lay consonants before and after a pause."""
        next_s, said = self.marks[onset.stop], self._total(coda)
        first_s = max(end_s - INSIDE * said, min(beat_s + LAST_VOWEL_S, end_s))
        lead = min(self._total(onset), 0.5 * (next_s - first_s))
        tail = min(said, next_s - lead - first_s)
        self._fill(coda, first_s, tail)
        self.marks[coda.stop] = first_s + tail
        self._fill(onset, next_s - lead, lead)

    def close(self, vowel: int, beat_s: float, end_s: float, edge_s: float) -> None:
        """Lay the last consonants across the end of the last note."""
        coda = range(vowel + 1, len(self._sounds) - 1)
        said = self._total(coda)
        first_s = max(end_s - INSIDE * said, beat_s + LAST_VOWEL_S)
        self._fill(coda, first_s, said)
        self.marks[coda.stop], self.marks[-1] = first_s + said, first_s + said + edge_s

    def _total(self, inner: range) -> float:
        return sum(self._lengths[index] for index in inner)

    def _fill(self, inner: range, start_s: float, room_s: float | None = None) -> None:
        """Lay sounds one after the other from a time on, in as much time as they may take."""
        total = self._total(inner)
        factor = 1.0 if room_s is None or not total else room_s / total
        for index in inner:
            self.marks[index] = start_s
            start_s += self._lengths[index] * factor


def _within(length_s: float) -> float:
    return min(max(length_s, SHORTEST_S), LONGEST_S)


def _shrunk(total_s: float, room_s: float) -> float:
    """How long consonants may be that lie between two beats."""
    if total_s <= room_s * (1 - VOWEL_SHARE):
        return total_s
    wanted = max(CONSONANT_FLOOR * total_s, room_s * (1 - VOWEL_SHARE))
    return min(wanted, total_s, max(room_s - VOWEL_S, 0.5 * room_s))
