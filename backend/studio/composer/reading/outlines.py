"""Chords and forms that are written into a sentence: "with Am F C G", "ii-V-I", "intro 4 bars, verse 8, chorus 8"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend.studio.composer import theory
from backend.studio.composer.asked import form_text
from backend.studio.composer.chord_symbols import parse
from backend.studio.composer.reading.figures import FIGURE, Figure
from backend.studio.composer.reading.senses import Senses
from backend.studio.errors import BadForm
from backend.studio.units import spell

CHORD = (
    r"[A-G][#b♯♭]?(?:maj7|maj9|maj|m7b5|mmaj7|m7|m9|m6|m11|m|13|11|7#9|7b9|7sus4|7|9|6/9|6|5|sus2|sus4|sus|dim7|dim|aug|"
    r"add9|ø7?|°7?|Δ7?)?(?:/[A-G][#b]?)?"
)
BETWEEN = r"(?:\s*[-–—,|→>]+\s*|\s+)"
CHORDS = re.compile(rf"(?<![\w#])\|?\s*{CHORD}(?:{BETWEEN}(?:{CHORD}|%)){{2,31}}(?![\w#])")
NUMERAL = r"[b#]?(?:VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i)(?:maj7|7|°|dim)?"
NUMERALS = re.compile(rf"(?<!\w){NUMERAL}(?:\s*[-–]\s*{NUMERAL}){{2,15}}(?!\w)")
# A row of capital letters such as ABC is a word rather than chords.
LETTERS_ONLY = set("ABC -–,|")

NAME = (
    r"(?:intro(?:duction)?|verse|pre-?chorus|chorus|hook|refrain|bridge|middle eight|solo|outro|drop|break-?down|"
    r"build(?:-?up)?|interlude|coda)"
)
SECTION = rf"{NAME}(?:\s*#?[1-9](?![\d\s]*bars?\b))?(?:[\s:(]*\d{{1,2}}(?:[\s-]*bars?)?\)?)?(?:\s*[x×]\s*\d)?"
THEN = r"(?:\s*(?:,\s*(?:and\s+)?(?:then\s+)?|->|→|>|/|-|–|\|)\s*|\s+(?:(?:and\s+)?then\s+)?)"
COURSE = re.compile(rf"\b{SECTION}(?:{THEN}{SECTION}){{2,31}}\b", re.I)
LETTER_COURSE = re.compile(r"(?<!\w)(?=[A-E]*B)A[A-E]{3,11}(?!\w)")
DENIED = re.compile(r"\b(?:no|without|skip|not|drop the|leave out)\s+(?:an?\s+|the\s+)?$", re.I)


def find(text: str) -> Iterator[Figure]:
    """Every row of chords and every course of sections in a text."""
    for match in CHORDS.finditer(text):
        line = _line(match[0])
        if set(match[0]) - LETTERS_ONLY and line:
            yield match.start(), match.end(), Senses(chords=line, roles=FIGURE)
    for match in NUMERALS.finditer(text):
        yield match.start(), match.end(), Senses(chords=" | ".join(re.findall(NUMERAL, match[0])), roles=FIGURE)
    for pattern in (COURSE, LETTER_COURSE):
        for match in pattern.finditer(text):
            course = _course(match[0])
            if course and not DENIED.search(text[: match.start()]):
                yield match.start(), match.end(), Senses(course=course, roles=FIGURE)


def sounding(line: str, *, tonic: int, mode: str) -> str:
    """A line of chords by name; numerals become the chords of a key."""
    signs = line.split(" | ")
    return " | ".join(_named(sign, tonic, mode) if re.fullmatch(NUMERAL, sign) else sign for sign in signs)


def _named(sign: str, tonic: int, mode: str) -> str:
    chord = theory.numeral(sign.replace("°", "o").replace("dim", "o"))
    if theory.is_minor(mode) and chord.root in (4, 9, 11) and sign[0] not in "b#":
        # In minor, III, VI and VII are those of the key.
        chord = theory.on_root(chord.root - 1, chord.quality)
    name = spell((tonic + chord.root) % 12, tonic=tonic, mode=mode)
    return name + theory.suffix_of(chord.quality)


def _line(text: str) -> str:
    """The chords of a text, a bar each; where bar lines are written, they part the bars."""
    parts = [part.strip() for part in text.strip().strip("|").split("|")] if "|" in text else re.split(BETWEEN, text)
    bars = [" ".join(part.split()) for part in parts if part.strip()]
    return " | ".join(bars) if all(_is_chord(sign) for bar in bars for sign in bar.split()) else ""


def _is_chord(sign: str) -> bool:
    try:
        return sign == "%" or bool(parse(sign).tones)
    except ValueError:
        return False


def _course(text: str) -> str:
    """A course of sections as a form is written, or nothing where it is none."""
    parted = re.sub(rf"(?i)(?<=\S){THEN}(?={NAME})", ", ", text)
    try:
        form_text.read(parted)
    except BadForm:
        return ""
    return parted
