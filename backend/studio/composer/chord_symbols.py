"""Chord symbols as musicians write them, in all their spellings: ``Am7``, ``F#-7b5``, ``BbΔ``, ``G13(b9)/F``.

A symbol is taken apart from the left: root, kind of triad, seventh and extensions, alterations, bass. The tones of a
chord are semitones above its root, the most telling ones first where a player has to leave some out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from backend.studio.units import ACCIDENTALS, LETTERS, SHARPS

SILENT = {"N.C.", "NC", "N.C", "n.c.", "nc", "NoChord", "tacet"}

SYMBOL = re.compile(r"([A-Ga-g])([#b♯♭]{0,2})(.*?)(?:/([A-Ga-g])([#b♯♭]?))?")
SPELLINGS = (
    ("♯", "#"), ("♭", "b"), ("−", "-"), ("–", "-"), ("△", "maj7"), ("Δ7", "maj7"), ("Δ", "maj7"),
    ("°", "o"), ("º", "o"), ("Ø", "ø"), ("(", ""), (")", ""), (",", ""), (" ", ""),
)  # fmt: skip
# Words are read in small letters, whatever somebody typed; single letters mean what they are (M is not m).
WORDS = re.compile(r"maj|min|dim|aug|sus|add|alt|dom|omit|no(?=\d)", re.I)
# How a kind of triad is written, the longer spellings first.
TRIADS = (
    (r"(?:major|maj(?!or)|ma$|M)(?!7|9|1)", "major"),
    (r"minor|min|mi|m(?!aj|a[79])|-", "minor"),
    (r"dim|o(?=7|$)", "dim"),
    (r"ø7?", "half"),
    (r"aug|\+", "aug"),
    (r"dom(?=7|9|1)", "major"),
)
THIRDS = {"major": 4, "minor": 3, "dim": 3, "half": 3, "aug": 4}
FIFTHS = {"major": 7, "minor": 7, "dim": 6, "half": 6, "aug": 8}
MAJOR_SEVENTH = re.compile(r"(?:major|maj|ma|M)(7|9|11|13)?")
NUMBER = re.compile(r"6/?9|69|13|11|9|7|6|5|2|4")
CHANGE = re.compile(
    r"sus(?:24|2|4|9)?|add(?:#11|b9|#9|2|4|6|9|11|13)|alt|(?:omit|no)(?:3|5)|maj7|[#b+-](?:13|11|5|6|9)|\+$"
)
ELEVENTH = 5
# Semitones of the degrees above the octave.
DEGREES = {"9": 2, "11": 5, "13": 9, "2": 2, "4": 5, "6": 9, "5": 7}


@dataclass(frozen=True)
class Symbol:
    """A chord that was written down: pitch classes of root and bass, its tones above the root, its suffix in plain
    signs, and its name as it was written, as are the names of root and bass. A bar without a chord (N.C.) has no tones.
    """

    root: int
    bass: int
    tones: tuple[int, ...]
    suffix: str
    name: str
    root_name: str = ""
    bass_name: str = ""

    @property
    def is_silent(self) -> bool:
        return not self.tones


def parse(text: str) -> Symbol:
    """Read a chord symbol.

    Raises
    ------
    ValueError
        if it is none
    """
    if text in SILENT:
        return Symbol(0, 0, (), "", "N.C.")
    match = SYMBOL.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no chord")
    letter, sign, suffix, bass_letter, bass_sign = match.groups()
    root = (LETTERS[letter.upper()] + sum(ACCIDENTALS[one] for one in sign)) % 12
    bass = root if bass_letter is None else (LETTERS[bass_letter.upper()] + ACCIDENTALS[bass_sign or ""]) % 12
    written = plain(suffix)
    name, over = _named(letter, sign, root), _named(bass_letter, bass_sign or "", bass) if bass_letter else ""
    return Symbol(root, bass, intervals(written), written, text[:1].upper() + text[1:], name, over)


def _named(letter: str, sign: str, pitch_class: int) -> str:
    """The name of a root as it was written; nobody reads double signs."""
    return letter.upper() + plain(sign) if len(sign) < 2 else SHARPS[pitch_class]


def plain(suffix: str) -> str:
    """A suffix in plain signs: ``♭`` as ``b``, ``Δ`` as ``maj7``, no brackets."""
    for sign, meant in SPELLINGS:
        suffix = suffix.replace(sign, meant)
    return WORDS.sub(lambda word: word[0].lower(), suffix)


@lru_cache(1024)
def intervals(suffix: str) -> tuple[int, ...]:
    """The tones of a chord above its root, by what is written after the root's name in plain signs.

    Raises
    ------
    ValueError
        if nothing of the kind is in use
    """
    kind, rest = _triad(suffix)
    third: int | None = THIRDS[kind]
    fifth: int | None = FIFTHS[kind]
    seventh, added, rest = _number(kind, rest)
    if seventh == 0:
        return (0, 7)
    if kind == "major" and ELEVENTH in added:
        # The eleventh would rub against a major third: it takes its place.
        third = None
    raised: list[int] = []
    while rest:
        match = CHANGE.match(rest)
        if not match:
            raise ValueError(f"{suffix!r} is no kind of chord")
        word, rest = match[0], rest[match.end() :]
        if word.startswith("sus"):
            third, extra = {"sus2": (2, []), "sus24": (2, [5]), "sus9": (5, [2])}.get(word, (5, []))
            raised += extra
        elif word == "alt":
            seventh, fifth = 10, 8
            raised += [3]
        elif word.startswith(("omit", "no")):
            third, fifth = (None, fifth) if word.endswith("3") else (third, None)
        elif word == "maj7":
            seventh = 11
        elif word.startswith("add"):
            raised.append(_altered(word[3:]))
        elif word == "+" or word[1:] == "5":
            fifth = 8 if word == "+" else _altered(word)
        else:
            raised.append(_altered(word))
            added = [tone for tone in added if tone != DEGREES.get(word[1:], -1)]
    tones = [0, third, fifth, seventh, *raised, *added]
    return tuple(dict.fromkeys(tone for tone in tones if tone is not None))


def _triad(suffix: str) -> tuple[str, str]:
    """The kind of triad, and what is left of the suffix; a major seventh keeps its mark."""
    for pattern, kind in TRIADS:
        match = re.match(pattern, suffix)
        if match:
            return kind, suffix[match.end() :]
    return "major", suffix


def _number(kind: str, rest: str) -> tuple[int | None, list[int], str]:
    """The seventh (0 for a power chord), what lies above it, the highest first, and what is left of the suffix."""
    major, number = MAJOR_SEVENTH.match(rest), NUMBER.match(rest)
    if kind == "half":
        return 10, [], rest
    if major and (major[1] or kind != "major"):
        return 11, _above(major[1] or "7"), rest[major.end() :]
    if not number:
        return None, [], rest
    return _numbered(kind, number[0], rest[number.end() :])


def _numbered(kind: str, written: str, rest: str) -> tuple[int | None, list[int], str]:
    """What a number after a kind of triad means."""
    plain_number: dict[str, tuple[int | None, list[int], str]] = {
        "6": (None, [9], rest),
        "69": (None, [9, 2], rest),
        "6/9": (None, [9, 2], rest),
        "2": (None, [2], rest),
        "4": (None, [], f"sus4{rest}"),
    }
    if written == "5" and (kind != "major" or rest):
        raise ValueError("a 5 after a kind of triad makes no kind of chord")
    if written == "5":
        return 0, [], rest
    seventh = 9 if kind == "dim" and written == "7" else 10
    return plain_number.get(written, (seventh, _above(written), rest))


def _above(number: str) -> list[int]:
    """Ninth, eleventh and thirteenth of a number, the highest first."""
    return {"13": [9, 2], "11": [ELEVENTH, 2], "9": [2]}.get(number, [])


def _altered(word: str) -> int:
    """The semitones of ``b9``, ``#11`` or a plain degree."""
    sign = {"#": 1, "+": 1, "b": -1, "-": -1}.get(word[0])
    return DEGREES[word] if sign is None else (DEGREES[word[1:]] + sign) % 12
