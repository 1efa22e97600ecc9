"""The plan of new lyrics: which sections there are, the rhythm of each of their lines and which lines rhyme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from backend.studio.composer.asked import form_text
from backend.studio.errors import BadLyrics
from backend.studio.lyrics import meter, rhyme
from backend.studio.lyrics.meter import Rhythm, rhythm_of
from backend.studio.lyrics.pronounce import spoken
from backend.studio.lyrics.rhythm import SectionRhythm
from backend.studio.lyrics.writing import tables
from backend.studio.lyrics.writing.tables import Measure

# The composer's kinds of sections, as they are sung; the others are played only.
SUNG = {
    "verse": "verse",
    "prechorus": "prechorus",
    "chorus": "chorus",
    "drop": "chorus",
    "bridge": "bridge",
    "outro": "outro",
}
NAMES = {"verse": "Verse", "prechorus": "Pre-Chorus", "chorus": "Chorus", "bridge": "Bridge", "outro": "Outro"}
MOST_SECTIONS, MOST_LINES = 24, 60
# Lines whose sizes differ by no more than this make a pair.
ALIKE = 2
# Seconds that a line takes in a song, with what the band plays before and after: where a length from 45 to 90 s is
# asked for, no line of so many is left out in pop, folk and rap (docs/measurements.md).
LINE_S = 3.75
# What a song does without first where time is short; then it ends sooner.
SPARED = ("outro", "bridge", "prechorus")
FREE = "X"


@dataclass(frozen=True)
class Part:
    """A section to be written. ``scheme`` has a letter for each line; X rhymes with nothing.

    One that comes again word for word ``repeats`` the part of that number; lines that are ``given`` stand at its
    beginning.
    """

    role: str
    name: str
    rhythms: tuple[Rhythm, ...]
    scheme: str
    repeats: int | None = None
    given: tuple[str, ...] = ()


def measure_of(style: str) -> Measure:
    """How the lines of a style step; those of no style as pop does."""
    return next((row for row in tables.measures().values() if style in row.styles), tables.measures()["pop"])


@dataclass(frozen=True)
class Frame:
    """What the parts are made in: a form such as ``verse, chorus x2``, a style, a rhyme scheme.

    Without a form it is the style's; where ``length_s`` is given, as much of it as fits into so many seconds.
    """

    form: str = ""
    style: str = ""
    scheme: str = ""
    length_s: float | None = None


def of_form(frame: Frame, refrain: Sequence[str] | None, rng: np.random.Generator) -> tuple[Part, ...]:
    """The parts of a form, in the measure of a style; a ``refrain`` brings its own.

    Raises
    ------
    BadForm
        if the form cannot be read
    BadLyrics
        if nothing of it is sung, or the scheme cannot be read
    """
    measure = measure_of(frame.style)
    rows = [SUNG[row.role] for row in form_text.read(frame.form or measure.form) if row.role in SUNG]
    if not rows:
        raise BadLyrics(f"The form {frame.form!r} has no section that is sung; sung are {', '.join(NAMES)}.")
    steps = {role: _drawn(getattr(measure, role), rng) for role in NAMES}
    asked = _scheme(frame.scheme) or measure.schemes[int(rng.integers(len(measure.schemes)))]
    made = {role: Part(role, "", rhythms, _for_lines(asked, len(rhythms))) for role, rhythms in steps.items()}
    if refrain:
        read = [spoken(line) for line in refrain]
        rhythms = tuple(meter.natural(meter.stresses(words)) for words in read)
        made["chorus"] = Part("chorus", "", rhythms, scheme_of(refrain))
    parts = [made[role] for role in rows[:MOST_SECTIONS]]
    return _named(parts if frame.form or frame.length_s is None else _in_time(parts, frame.length_s))


def _in_time(parts: Sequence[Part], length_s: float) -> list[Part]:
    """As many of the parts as there is time for; the first is always there, with two lines at least."""
    left, most = list(parts), max(2, int(length_s / LINE_S))
    while len(left) > 1 and sum(len(part.rhythms) for part in left) > most:
        spared = next((role for role in SPARED if any(part.role == role for part in left)), left[-1].role)
        left.pop(max(place for place, part in enumerate(left) if part.role == spared))
    first = left[0]
    if len(first.rhythms) > most:
        left[0] = replace(first, rhythms=first.rhythms[:most], scheme=_for_lines(first.scheme, most))
    return left


def suits(lines: Sequence[str], scheme: str) -> bool:
    """Whether lines that are there rhyme as a scheme wants."""
    return not scheme.strip() or _for_lines(_scheme(scheme), len(lines)) == scheme_of(lines)


def scheme_of(lines: Sequence[str]) -> str:
    """The scheme of lines by their true rhymes alone."""
    ends = [rhyme.tails(spoken(line)) for line in lines]
    letters: list[str] = []
    for place, mine in enumerate(ends):
        rhyming = [letter for letter, other in zip(letters, ends[:place], strict=True) if _is_true(mine, other)]
        letters.append(rhyming[-1] if rhyming else chr(ord("A") + len(set(letters))))
    return "".join(letters)


def _is_true(one: Sequence[rhyme.Tail], other: Sequence[rhyme.Tail]) -> bool:
    return rhyme.rhyme(one, other) == rhyme.Kind.PERFECT


def of_melody(sections: Sequence[SectionRhythm], scheme: str) -> tuple[Part, ...]:
    """The parts of a song, in the rhythm of its own melody.

    Raises
    ------
    BadLyrics
        if the scheme cannot be read
    """
    asked = _scheme(scheme)
    parts = [
        Part(
            SUNG[section.role],
            section.name,
            section.lines,
            _for_lines(asked, len(section.lines)) if asked else _pairs(section.lines),
        )
        for section in sections[:MOST_SECTIONS]
        if section.role in SUNG
    ]
    return _named(parts)


def _drawn(rows: Sequence[Sequence[str]], rng: np.random.Generator) -> tuple[Rhythm, ...]:
    return tuple(rhythm_of(pattern) for pattern in rows[int(rng.integers(len(rows)))])


def _scheme(written: str) -> str:
    scheme = "".join(written.upper().split())
    if scheme and not (scheme.isascii() and scheme.isalpha() and len(scheme) <= MOST_LINES):
        raise BadLyrics(f"The rhyme scheme {written[:40]!r} cannot be read; write letters such as ABAB, AABB or ABCB.")
    return scheme


def _for_lines(scheme: str, lines: int) -> str:
    """A scheme for as many lines: written again with other letters, and no letter left alone that could rhyme."""
    letters = ""
    while len(letters) < lines:
        shift = len(set(letters) - {FREE})
        order = {letter: chr(ord("A") + (shift + place) % 23) for place, letter in enumerate(dict.fromkeys(scheme))}
        letters += "".join(FREE if letter == FREE else order[letter] for letter in scheme)
    letters = letters[:lines]
    return letters if lines != 2 or len(scheme) == 2 else "AA"


def _pairs(rhythms: Sequence[Rhythm]) -> str:
    """Couplets; lines in fours whose second and fourth are alike, and unlike the first, rhyme crosswise."""
    sizes = [len(rhythm) for rhythm in rhythms]
    scheme = ""
    for place in range(0, len(sizes), 4):
        four = sizes[place : place + 4]
        crosswise = len(four) == 4 and abs(four[0] - four[1]) > ALIKE and abs(four[1] - four[3]) <= ALIKE
        own = "ABAB" if crosswise else "AABB"
        scheme += "".join(chr(ord(letter) + place // 2) for letter in own[: len(four)])
    return scheme if len(sizes) % 2 == 0 or len(sizes) == 1 else scheme[:-1] + scheme[-2]


def _named(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Parts with their names; a chorus in the rhythm of the first one repeats it."""
    found: list[Part] = []
    for part in parts:
        count = sum(other.role == part.role for other in found) + 1
        many = sum(other.role == part.role for other in parts) > 1
        first = next((place for place, other in enumerate(found) if _is_again(other, part)), None)
        name = NAMES[part.role] + (f" {count}" if many and part.role == "verse" else "")
        found.append(replace(part, name=name, repeats=first))
    return tuple(found)


def _is_again(earlier: Part, part: Part) -> bool:
    sizes = [tuple(map(len, one.rhythms)) for one in (earlier, part)]
    return part.role == earlier.role == "chorus" and earlier.repeats is None and sizes[0] == sizes[1]
