"""Scales, chords and roman numerals.

Pitch classes are 0..11; scales are seven semitone offsets above the tonic, in the order of the scale's degrees, and
chords are semitone offsets above their root. Numerals are read against the major scale (``bVI``), whatever the mode:
upper case is major, lower case minor.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from backend.studio.composer import chord_symbols
from backend.studio.composer.chord_symbols import Symbol
from backend.studio.score import NO_CHORD
from backend.studio.units import MINOR_SHAPED, spell

MODES = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "locrian": (0, 1, 3, 5, 6, 8, 10),
    "harmonic_minor": (0, 2, 3, 5, 7, 8, 11),
    "melodic_minor": (0, 2, 3, 5, 7, 9, 11),
}
# Other names that are in use for the same scales.
MODES |= {"ionian": MODES["major"], "aeolian": MODES["minor"]}

# Quality: its tones above the root, and how it is written after the root's name.
QUALITIES = {
    "power": ((0, 7), "5"),
    "major": ((0, 4, 7), ""),
    "minor": ((0, 3, 7), "m"),
    "dim": ((0, 3, 6), "dim"),
    "aug": ((0, 4, 8), "aug"),
    "sus2": ((0, 2, 7), "sus2"),
    "sus4": ((0, 5, 7), "sus4"),
    "6": ((0, 4, 7, 9), "6"),
    "m6": ((0, 3, 7, 9), "m6"),
    "7": ((0, 4, 7, 10), "7"),
    "maj7": ((0, 4, 7, 11), "maj7"),
    "m7": ((0, 3, 7, 10), "m7"),
    "mmaj7": ((0, 3, 7, 11), "m(maj7)"),
    "m7b5": ((0, 3, 6, 10), "m7b5"),
    "dim7": ((0, 3, 6, 9), "dim7"),
    "7sus4": ((0, 5, 7, 10), "7sus4"),
    "add9": ((0, 4, 7, 2), "add9"),
    "madd9": ((0, 3, 7, 2), "m(add9)"),
    "69": ((0, 4, 7, 9, 2), "6/9"),
    "9": ((0, 4, 7, 10, 2), "9"),
    "maj9": ((0, 4, 7, 11, 2), "maj9"),
    "m9": ((0, 3, 7, 10, 2), "m9"),
    "7b9": ((0, 4, 7, 10, 1), "7b9"),
    "7#9": ((0, 4, 7, 10, 3), "7#9"),
    "7b5": ((0, 4, 6, 10), "7b5"),
    "7#5": ((0, 4, 8, 10), "7#5"),
    "7#11": ((0, 4, 7, 10, 6), "7#11"),
    "7b13": ((0, 4, 7, 10, 8), "7b13"),
    "maj7#5": ((0, 4, 8, 11), "maj7#5"),
    "maj7#11": ((0, 4, 7, 11, 6), "maj7#11"),
    "m69": ((0, 3, 7, 9, 2), "m6/9"),
    "mmaj9": ((0, 3, 7, 11, 2), "m(maj9)"),
    "9sus4": ((0, 5, 7, 10, 2), "9sus4"),
    "m11": ((0, 3, 7, 10, 5, 2), "m11"),
    "13": ((0, 4, 7, 10, 9, 2), "13"),
    "m13": ((0, 3, 7, 10, 9, 2), "m13"),
    "maj13": ((0, 4, 7, 11, 9, 2), "maj13"),
}
UPPER = {"": "major", "+": "aug", "5": "power", "maj7": "maj7", "maj9": "maj9"}
LOWER = {"": "minor", "6": "m6", "7": "m7", "9": "m9", "add9": "madd9", "maj7": "mmaj7", "o": "dim", "o7": "dim7"}
LOWER |= {"ø": "m7b5", "ø7": "m7b5"}
DEGREES = ("I", "II", "III", "IV", "V", "VI", "VII")
NUMERAL = re.compile(r"([b#]?)(VII|III|VI|IV|II|V|I|vii|iii|vi|iv|ii|v|i)([^/]*)(?:/(.+))?")
EXTENSIONS = ("triad", "seventh", "ninth", "added_ninth", "sus", "power")


@dataclass(frozen=True)
class Numeral:
    """A chord relative to the tonic: ``root`` and ``bass`` in semitones above it, ``roman`` as it was written."""

    root: int
    quality: str
    bass: int
    function: str
    roman: str

    @property
    def tones(self) -> tuple[int, ...]:
        return tuple((self.root + tone) % 12 for tone in tones_of(self.quality))


def tones_of(quality: str) -> tuple[int, ...]:
    """The tones of a kind of chord above its root; without a chord a root and a fifth to hold on to."""
    if quality == NO_CHORD:
        return (0, 7)
    return QUALITIES[quality][0] if quality in QUALITIES else chord_symbols.intervals(quality)


def suffix_of(quality: str) -> str:
    """What is written after the name of a root."""
    return QUALITIES[quality][1] if quality in QUALITIES else quality


@lru_cache(1024)
def from_symbol(symbol: Symbol, *, tonic: int) -> Numeral:
    """Read a chord that was written down as a chord of a key; no chord becomes a silent one on the tonic."""
    if symbol.is_silent:
        return Numeral(0, NO_CHORD, 0, "T", "N.C.")
    root, bass = (symbol.root - tonic) % 12, (symbol.bass - tonic) % 12
    known = next((name for name, (tones, _) in QUALITIES.items() if set(tones) == set(symbol.tones)), None)
    return replace(on_root(root, known or symbol.suffix), bass=bass)


@cache
def on_root(root: int, quality: str) -> Numeral:
    """A kind of chord on a root, in semitones above the tonic."""
    degree = MODES["major"].index(root) if root in MODES["major"] else MODES["major"].index((root + 1) % 12)
    tones, suffix = tones_of(quality), suffix_of(quality)
    is_minor = 3 in tones and 4 not in tones
    roman = _written(root, "minor" if is_minor else "major") + (suffix.removeprefix("m") if is_minor else suffix)
    return Numeral(root, quality, root, _function(degree, None), roman)


def written(symbol: Symbol) -> str:
    """A chord that was written down as the studio writes it: its own root and bass, one spelling for its kind."""
    if symbol.is_silent:
        return symbol.name
    over = f"/{symbol.bass_name}" if symbol.bass != symbol.root else ""
    return f"{symbol.root_name}{suffix_of(from_symbol(symbol, tonic=0).quality)}{over}"


@cache
def numeral(roman: str) -> Numeral:
    """Read a roman numeral such as ``ii7``, ``bVImaj7``, ``V7/ii`` (applied) or ``I/3`` (third in the bass).

    Raises
    ------
    ValueError
        if it is none
    """
    match = NUMERAL.fullmatch(roman)
    if not match:
        raise ValueError(f"{roman!r} is not a roman numeral such as ii7, bVI or V7/ii")
    accidental, letters, suffix, over = match.groups()
    degree = DEGREES.index(letters.upper())
    root = (MODES["major"][degree] + {"": 0, "b": -1, "#": 1}[accidental]) % 12
    quality = (UPPER if letters.isupper() else LOWER).get(suffix, suffix)
    if quality not in QUALITIES:
        raise ValueError(f"{roman!r} ends in {suffix!r}, which is no kind of chord")
    if over and not over.isdigit():
        root = (root + numeral(over).root) % 12
    return Numeral(root, quality, _bass(root, quality, over), _function(degree, over), roman)


def _bass(root: int, quality: str, over: str | None) -> int:
    tones = QUALITIES[quality][0]
    index = {"3": 1, "5": 2, "7": 3}.get(over or "", 0)
    return (root + tones[min(index, len(tones) - 1)]) % 12


def _function(degree: int, over: str | None) -> str:
    applied = over is not None and not over.isdigit()
    return "D" if applied else "TSTSDTD"[degree]


def is_minor(mode: str) -> bool:
    """Tell whether a mode has a minor third."""
    return mode in MINOR_SHAPED


@cache
def in_mode(chord: Numeral, mode: str) -> Numeral:
    """Bend a chord that is at home in plain major or minor to a mode, as IV becomes II in lydian.

    A chord whose tones the mode has, or that plain major or minor has not either, stays as it is.
    """
    scale, home = MODES[mode], MODES["minor" if is_minor(mode) else "major"]
    if set(chord.tones) <= set(scale) or not set(chord.tones) <= set(home) or chord.root not in home:
        return chord
    degree = home.index(chord.root)
    for step in (degree, degree - 2):
        root, third, fifth = (scale[(step + skip) % 7] for skip in (0, 2, 4))
        if (fifth - root) % 12 == 7:
            quality = "minor" if (third - root) % 12 == 3 else "major"
            return replace(chord, root=root, quality=quality, bass=root, roman=_written(root, quality))
    return chord


def _written(root: int, quality: str) -> str:
    major = MODES["major"]
    degree, accidental = (major.index(root), "") if root in major else (major.index((root + 1) % 12), "b")
    return accidental + (DEGREES[degree].lower() if quality == "minor" else DEGREES[degree])


@cache
def chord_scale(chord: Numeral, mode: str) -> tuple[int, ...]:
    """The mode's scale, with the degrees that the chord alters: seven offsets above the tonic, in order of degree."""
    scale = list(MODES[mode])
    for tone in chord.tones:
        if tone not in scale:
            # Of the two neighbouring degrees, alter the one that is not itself a tone of the chord.
            near = [i for i, step in enumerate(scale) if (step - tone) % 12 in (1, 11) and step not in chord.tones]
            if near:
                scale[near[-1]] = tone
    return tuple(scale)


@cache
def extend(chord: Numeral, extension: str, mode: str) -> Numeral:
    """Add a seventh, a ninth or a suspension out of the scale, or take the third away; only triads are changed."""
    if chord.quality not in ("major", "minor", "dim") or extension == "triad":
        return chord
    if extension == "power":
        return chord if chord.quality == "dim" else replace(chord, quality="power")
    above = {(step - chord.root) % 12 for step in chord_scale(chord, mode)}
    quality = {"sus": _sus, "added_ninth": _added_ninth, "seventh": _seventh, "ninth": _ninth}[extension](chord, above)
    return replace(chord, quality=quality)


def _sus(chord: Numeral, above: set[int]) -> str:
    if chord.quality == "dim":
        return chord.quality
    return "sus4" if 5 in above and chord.function == "D" else "sus2" if 2 in above else chord.quality


def _added_ninth(chord: Numeral, above: set[int]) -> str:
    return {"major": "add9", "minor": "madd9"}.get(chord.quality, chord.quality) if 2 in above else chord.quality


def _seventh(chord: Numeral, above: set[int]) -> str:
    if chord.quality == "dim":
        return "m7b5" if 10 in above else "dim7"
    if chord.quality == "minor":
        return "m7" if 10 in above else "m6" if 9 in above else "minor"
    return "7" if 10 in above else "maj7"


def _ninth(chord: Numeral, above: set[int]) -> str:
    seventh = _seventh(chord, above)
    return {"m7": "m9", "7": "9", "maj7": "maj9"}.get(seventh, seventh) if 2 in above else seventh


def symbol(chord: Numeral, *, tonic: int, mode: str) -> str:
    """Write a chord as on a lead sheet: ``Am7``, ``F#maj9``, ``C/E``."""
    if chord.quality == NO_CHORD:
        return "N.C."
    name = spell((tonic + chord.root) % 12, tonic=tonic, mode=mode) + suffix_of(chord.quality)
    if chord.bass == chord.root:
        return name
    return f"{name}/{spell((tonic + chord.bass) % 12, tonic=tonic, mode=mode)}"
