"""Key signatures: how many sharps or flats a key is written with."""

from __future__ import annotations

# From the tonic of a mode down to the tonic of the major scale with the same notes, in semitones.
DOWN_TO_MAJOR = {"dorian": 2, "phrygian": 4, "lydian": 5, "mixolydian": 7, "locrian": 11}
MINORS = {"minor", "aeolian", "harmonic_minor", "melodic_minor", "minor_pentatonic", "blues"}
# From five flats to six sharps around the circle of fifths, C in the middle.
MAJOR_KEYS = ("Db", "Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#")
MINOR_KEYS = ("Bbm", "Fm", "Cm", "Gm", "Dm", "Am", "Em", "Bm", "F#m", "C#m", "G#m", "D#m")


def signature(tonic: int, mode: str) -> str:
    """Name the major or minor key with the signature of a mode on a tonic (pitch class 0..11), such as ``F#m``.

    Modes other than minor ones take the name of the major key that has the same notes.
    """
    if mode in MINORS:
        return MINOR_KEYS[_place(tonic + 3)]
    return MAJOR_KEYS[_place(tonic - DOWN_TO_MAJOR.get(mode, 0))]


def spelling(pitch: int, sharps: int) -> tuple[str, int, int]:
    """Write a MIDI pitch under a signature: its letter, its alteration in semitones and its octave (60 is C 4).

    Of all names the one from three fifths below to eight above the major tonic, so that raised leading tones of the
    minor key are sharps, and the lowered third and seventh of the major key flats.
    """
    lowest = sharps - 3
    fifth = lowest + (7 * pitch - lowest) % 12
    letter, alter = "FCGDAEB"[(fifth + 1) % 7], (fifth + 1) // 7
    return letter, alter, (pitch - alter) // 12 - 1


def fifths(tonic: int, mode: str) -> int:
    """Count the sharps of the signature of a mode on a tonic; flats count down from 0."""
    major = tonic + 3 if mode in MINORS else tonic - DOWN_TO_MAJOR.get(mode, 0)
    return _place(major) - MAJOR_KEYS.index("C")


def mode_name(mode: str) -> str:
    """Name a mode as signatures know it: minor for all minor scales."""
    return "minor" if mode in MINORS else mode if mode in DOWN_TO_MAJOR else "major"


def _place(major_tonic: int) -> int:
    """Fifths from D flat: seven semitones up the scale is one step round the circle."""
    return (major_tonic * 7 + 5) % 12
