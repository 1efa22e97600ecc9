"""Beats, seconds, decibels and pitch names. A beat is a quarter note; pitches are MIDI numbers, 60 = C4."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

# How slow and how fast music may go anywhere on its way; what one may ask for is narrower (`brief`).
SLOWEST_BPM, FASTEST_BPM = 10.0, 1000.0
SHARPS = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
FLATS = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")
LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
ACCIDENTALS = {"#": 1, "♯": 1, "b": -1, "♭": -1, "": 0}
# Keys that are written with flats: F major and everything flatwards of it on the circle of fifths.
FLAT_MAJORS = {5, 10, 3, 8, 1}
MINOR_SHAPED = {"minor", "aeolian", "dorian", "phrygian", "locrian", "harmonic_minor", "melodic_minor"}


def decibels_to_gain(level_db: float) -> float:
    """Turn a level in dB into a factor."""
    return float(10 ** (level_db / 20))


def pitch_class(name: str) -> int:
    """Read a pitch name such as ``F#`` or ``Bb`` as 0..11.

    Raises
    ------
    ValueError
        if ``name`` is no pitch name
    """
    match = re.fullmatch(r"([A-Ga-g])([#♯b♭]?)", name)
    if not match:
        raise ValueError(f"{name!r} is not a pitch name such as C, F# or Bb.")
    return (LETTERS[match[1].upper()] + ACCIDENTALS[match[2]]) % 12


def spell(pitch_class: int, *, tonic: int, mode: str) -> str:
    """Name a pitch class as it is written in a key."""
    relative_major = (tonic + 3) % 12 if mode in MINOR_SHAPED else tonic
    return (FLATS if relative_major in FLAT_MAJORS else SHARPS)[pitch_class % 12]


@dataclass(frozen=True)
class Meter:
    """A time signature: ``beats_per_bar`` counts quarter notes, so 6/8 has 3.0."""

    numerator: int = 4
    denominator: int = 4

    @property
    def beats_per_bar(self) -> float:
        return self.numerator * 4 / self.denominator

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"


@dataclass(frozen=True)
class TempoMap:
    """Beats against seconds: ``changes`` is ((beat, bpm), ...), ascending, first at beat 0."""

    changes: tuple[tuple[float, float], ...]

    def seconds(self, beat: float) -> float:
        """The time in seconds at which a beat sounds."""
        at, previous_beat, previous_bpm = 0.0, *self.changes[0]
        for start, bpm in self.changes[1:]:
            if start >= beat:
                break
            at += (start - previous_beat) * 60 / previous_bpm
            previous_beat, previous_bpm = start, bpm
        return at + (beat - previous_beat) * 60 / previous_bpm

    def bpm_at(self, beat: float) -> float:
        """The tempo that holds at a beat."""
        return self.changes[max(0, bisect_right([start for start, _ in self.changes], beat) - 1)][1]
