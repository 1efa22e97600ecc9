"""The course of a song as it was asked for: which sections there must be, and how long each must or may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from backend.studio.brief import Brief
from backend.studio.composer.asked import chord_text, places
from backend.studio.composer.asked.places import Located, Place
from backend.studio.composer.rules import Form, Row
from backend.studio.composer.styles import Style
from backend.studio.constraints import FormRow
from backend.studio.errors import BadForm

# Sections that a style does not have: so many bars, at an energy between the sections that it has.
USUAL_BARS = 8
SHORT_ROLES = {"intro": 4, "outro": 4, "build": 4, "prechorus": 4}
ENERGIES = {
    "intro": 0.3, "verse": 0.5, "prechorus": 0.6, "chorus": 0.8, "bridge": 0.5, "solo": 0.7, "build": 0.6,
    "drop": 0.95, "breakdown": 0.3, "interlude": 0.4, "outro": 0.25,
}  # fmt: skip
FRAME_ROLES = ("intro", "outro")
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Demands:
    """What a form must keep to.

    ``all_rows`` forbids to leave a section out or to add one; ``lengths`` are the bars that a letter must have,
    ``units`` those it must have a whole number of times, ``least`` how many sections of a letter there must be.
    ``bars`` is the length of the whole song, or 0.
    """

    all_rows: bool = False
    lengths: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, int] = field(default_factory=dict)
    least: Mapping[str, int] = field(default_factory=dict)
    bars: int = 0

    @property
    def is_any(self) -> bool:
        return self.all_rows or bool(self.lengths or self.units or self.least or self.bars)


def rows(asked: Sequence[FormRow], style: Style) -> tuple[Row, ...]:
    """The sections that were asked for as rows of a form: a kind of section of a length is one letter."""
    letters: dict[tuple[str, int, str], str] = {}
    taken = {row.letter for row in asked}
    first: dict[str, str] = {}
    found = []
    for row in asked:
        usual = _usual(row.role, style)
        key = (row.role, row.bars, row.letter)
        if key not in letters:
            letters[key] = row.letter or _free(usual.letter, taken)
            taken.add(letters[key])
        letter = letters[key]
        borrowed = first.setdefault(row.role, letter)
        found.append(
            Row(
                row.role,
                letter,
                row.bars or usual.bars,
                usual.energy,
                keep=9.0,
                name=row.name or (usual.name if not row.letter else ""),
                changes=borrowed if borrowed != letter and not row.letter else "",
            )
        )
    return tuple(found)


def demands(brief: Brief, form: Form) -> Demands:
    """What a brief demands of a form that has all the sections it names."""
    units: dict[str, int] = {}
    meant: set[str] = set()
    least = Counter[str]()
    for row, number in zip(form.sections, places.numbers(form.sections), strict=True):
        line = places.narrowest(brief.chords, row, number)
        if line and (row.role not in FRAME_ROLES or places.place(line.where) != Place()):
            bars = chord_text.read(line.text, brief.meter).bars
            units[row.letter] = max(units.get(row.letter, 1), bars)
            meant |= {row.letter} if places.place(line.where) != Place() else set()
        for where in named(brief):
            if where != Place() and places.covers(where, row, number):
                wanted = sum(other.letter == row.letter for other in form.sections) if where.number else 1
                least[row.letter] = max(least[row.letter], wanted)
    fixed = {row.letter: row.bars for row, asked in zip(form.sections, brief.form.rows, strict=False) if asked.bars}
    for letter, bars in fixed.items():
        # What is for the whole song may be cut in a short section if another one has room for it.
        roomy = letter not in meant and max(fixed.values()) >= units.get(letter, 1)
        if units.get(letter, 1) > bars and not roomy:
            raise _too_short(letter, form, units[letter], bars)
    return Demands(bool(brief.form.rows), fixed, units, dict(least), brief.bars)


def named(brief: Brief) -> list[Place]:
    """The sections that the brief says something about."""
    where: list[Located] = [*brief.chords, *brief.energies, *brief.density]
    found = [places.place(thing.where) for thing in where]
    return [*found, *(place for change in brief.tempo_changes if (place := places.section_of(change.at)) is not None)]


def check(brief: Brief, sections: Sequence[places.Spot]) -> None:
    """Refuse a form that lacks a section which the brief says something about.

    Raises
    ------
    BadForm
        naming the section and those there are
    """
    numbers = places.numbers(sections)
    for where in named(brief):
        if not any(places.covers(where, spot, number) for spot, number in zip(sections, numbers, strict=True)):
            there = ", ".join(dict.fromkeys(f"{spot.role} ({spot.letter})" for spot in sections))
            raise BadForm(f"There is no {where} in this song; its sections are {there}.", fields={"form": [str(where)]})


def check_moments(brief: Brief, bars: int) -> None:
    """Refuse changes of tempo behind the end of the song.

    Raises
    ------
    BadForm
        naming the place and the length
    """
    bar = brief.meter.beats_per_bar
    for change in brief.tempo_changes:
        beat = places.beat_of(change.at, bar)
        if beat is not None and beat >= bars * bar:
            message = f"The tempo changes at {change.at}, and the song has {bars} bars."
            raise BadForm(message, fields={"tempo_changes": [message]})


def _usual(role: str, style: Style) -> Row:
    """A section of a kind as the style has it, or as such sections are."""
    found = next((row for form in style.forms for row in form.sections if row.role == role), None)
    return found or Row(role, "", SHORT_ROLES.get(role, USUAL_BARS), ENERGIES[role])


def _free(wanted: str, taken: set[str]) -> str:
    """A letter that nobody has: the wanted one, or the first that is free; after Z they are doubled."""
    if wanted and wanted not in taken:
        return wanted
    return next(letter * times for times in range(1, 9) for letter in ALPHABET if letter * times not in taken)


def _too_short(letter: str, form: Form, unit: int, bars: int) -> BadForm:
    role = next(row.role for row in form.sections if row.letter == letter)
    message = f"The {role} has {bars} bars, and its chords take {unit}; give it {unit} bars or fewer chords."
    return BadForm(message, fields={"form": [message]})
