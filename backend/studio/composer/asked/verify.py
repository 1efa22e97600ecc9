"""A look at the constraints of a brief before anything is composed: each error names field, given and allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from math import isfinite

from backend.studio.brief import MAX_BPM, MAX_SEED, MIN_BPM, Brief
from backend.studio.composer import instruments
from backend.studio.composer.asked import chord_text, places
from backend.studio.composer.instruments import ROLES
from backend.studio.composer.rules import SECTION_ROLES
from backend.studio.constraints import MATERIALS, MAX_SECTION_BARS, FormRow, Given
from backend.studio.errors import BadForm, ParameterOutOfRange, StudioError, UnknownName
from backend.studio.lyrics import text as texts
from backend.studio.singing import HARMONIES, VOCAL
from backend.studio.units import FASTEST_BPM, SLOWEST_BPM

MAX_BARS, MAX_SECTIONS, MAX_LINES, MAX_CHANGES = 800, 64, 64, 2000
MAX_NOTES, MAX_GIVEN = 20_000, 16
# Every word of the longest lyrics may be one that somebody had to look up.
MAX_RESPELLED = 4000
GIVEN_ROLES = ("lead", "chords", "bass", "drums", "counter", "pad", "arp", VOCAL)


def check(brief: Brief) -> None:
    """Refuse constraints that nobody could keep.

    Raises
    ------
    StudioError
        naming the field, what was given and what is allowed
    """
    for field, look in CHECKS.items():
        try:
            look(brief)
        except StudioError as wrong:
            raise type(wrong)(wrong.message, fields={field: [wrong.message]}) from None


def _chords(brief: Brief) -> None:
    _few(brief.chords, MAX_LINES, "lines of chords")
    for line in brief.chords:
        places.place(line.where)
        chord_text.read(line.text, brief.meter)


def _form(brief: Brief) -> None:
    _few(brief.form.rows, MAX_SECTIONS, "sections")
    letters: dict[str, FormRow] = {}
    for row in brief.form.rows:
        _one_of(row.role, SECTION_ROLES, "kind of section")
        _within(row.bars, 0, MAX_SECTION_BARS, f"bars of the {row.role}")
        if len(row.letter) > 2 or not (row.letter.isupper() or not row.letter):
            raise BadForm(f"The letter {row.letter!r} of a section is not one or two capital letters.")
        same = letters.setdefault(row.letter, row) if row.letter else row
        if (same.bars, same.role) != (row.bars, row.role):
            raise BadForm(
                f"Section {row.letter} is a {same.role} of {same.bars} bars and a {row.role} of {row.bars}; "
                "the same letter is the same music."
            )


def _bars(brief: Brief) -> None:
    _within(brief.bars, 0, MAX_BARS, "bars of the song")
    written = sum(row.bars for row in brief.form.rows)
    if brief.bars and brief.form.rows and all(row.bars for row in brief.form.rows) and written != brief.bars:
        raise BadForm(f"The sections have {written} bars together; {brief.bars} are asked for as well.")


def _tempo_changes(brief: Brief) -> None:
    _few(brief.tempo_changes, MAX_CHANGES, "changes of tempo")
    low, high = (SLOWEST_BPM, FASTEST_BPM) if brief.given else (MIN_BPM, MAX_BPM)
    for change in brief.tempo_changes:
        places.section_of(change.at)
        _within(change.bpm, low, high, f"bpm at {change.at}")
        _within(change.over_bars, 0, MAX_SECTION_BARS, f"bars on the way to {change.bpm:g} bpm")


def _roles(brief: Brief) -> None:
    _few(brief.roles, 16, "instruments for roles")
    for casting in brief.roles:
        _one_of(casting.role, ROLES, "role")
        instrument = instruments.find(casting.instrument)
        if instrument.is_drums != (casting.role == "drums"):
            raise UnknownName(f"{instrument.label} cannot play the role {casting.role!r}.")


def _energies(brief: Brief) -> None:
    _few(brief.energies, MAX_LINES, "energies")
    for level in brief.energies:
        places.place(level.where)
        _within(level.value, 0, 1, f"energy of {level.where}")


def _density(brief: Brief) -> None:
    _few(brief.density, MAX_LINES, "densities")
    for level in brief.density:
        places.place(level.where)
        _within(level.value, 0, 1, f"density of {level.where}")


def _seeds(brief: Brief) -> None:
    _few(brief.seeds, 400, "seeds")
    for override in brief.seeds:
        _within(override.seed, 0, MAX_SEED, "seed")


def _given(brief: Brief) -> None:
    _few(brief.given, MAX_GIVEN, "given parts")
    _within(sum(len(given.notes) for given in brief.given), 0, MAX_NOTES, "given notes")
    for given in brief.given:
        _one_of(given.material, MATERIALS, "material")
        _one_of(given.role, GIVEN_ROLES, "role of given notes")
        if given.instrument and instruments.find(given.instrument).is_drums != (given.role == "drums"):
            raise UnknownName(f"{given.instrument!r} cannot play given {given.role}.")
        for problem in _bad_notes(given):
            raise ParameterOutOfRange(problem)


def _singing(brief: Brief) -> None:
    wish = brief.singing
    for name, (low, high) in (("tessitura", wish.tessitura), ("compass", wish.compass)):
        _within(low, 0, 127, f"as the lowest pitch of the {name}")
        _within(high, low, 127, f"as the highest pitch of the {name}")
    _few(wish.respelled, MAX_RESPELLED, "respellings")
    for harmony in wish.harmonies:
        _one_of(harmony, HARMONIES, "harmony")
    if wish.is_sung:
        texts.parse(wish.lyrics)


def _bad_notes(given: Given) -> Iterator[str]:
    if not given.notes:
        yield "Given notes are missing; there must be some."
    for start, length, pitch, velocity in given.notes:
        is_number = isfinite(start) and isfinite(length)
        if not (is_number and start >= 0 and length > 0 and start + length <= given.end_beat + 1e-6):
            yield f"A given note at beat {start:g} of {length:g} beats is outside 0..{given.end_beat:g}."
        if not (0 <= pitch <= 127 and 1 <= velocity <= 127):
            yield f"A given note has pitch {pitch} and velocity {velocity}; 0..127 and 1..127 are allowed."
    if any(before[0] > after[0] for before, after in pairwise(given.notes)):
        yield "Given notes are not in order of their beats."


def _few(things: Iterable[object], most: int, what: str) -> None:
    if (count := len(tuple(things))) > most:
        raise ParameterOutOfRange(f"{count} {what} are given; up to {most} are allowed.")


def _within(value: float, low: float, high: float, what: str) -> None:
    # "not (a <= b <= c)" also refuses what is no number at all.
    if not low <= value <= high:
        # A whole number may be too large to be written with a point.
        given = f"{value:g}" if isinstance(value, float) else str(value)[:20]
        raise ParameterOutOfRange(f"{given} {what}: outside {low:g} to {high:g}.")


def _one_of(value: str, allowed: Iterable[str], what: str) -> None:
    if value not in (names := tuple(allowed)):
        raise UnknownName(f"There is no {what} {value!r}; known are {', '.join(names)}.")


CHECKS: dict[str, Callable[[Brief], None]] = {
    "chords": _chords,
    "form": _form,
    "bars": _bars,
    "tempo_changes": _tempo_changes,
    "roles": _roles,
    "energies": _energies,
    "density": _density,
    "seeds": _seeds,
    "given": _given,
    "singing": _singing,
}
