"""The form of music that somebody brought: sections by its marks, else by bars, one letter for what comes again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

from backend.studio.composer.asked import places
from backend.studio.constraints import FormRow, GivenNote
from backend.studio.units import Meter

# So many bars make a section where the file marks none; fewer in a short piece, more in one that has too many.
USUAL, SHORT, LONG = 8, 4, 16
SHORT_SONG, LONG_SONG = 16, 400
MOST_BARS = 64
# So alike are two stretches that are the same music: the share of notes they have in common.
ALIKE = 0.6
# A first stretch with so few notes, against the others, leads in.
SPARSE = 0.35
EDGE = 1e-6


def rows(
    notes: Sequence[GivenNote],
    marks: Sequence[tuple[float, str]],
    meter: Meter,
    end_beat: float,
    *,
    lead_in: int = 0,
    unit: int = 1,
) -> tuple[FormRow, ...]:
    """Fold notes into sections.

    Parameters
    ----------
    notes : everything that was given, in the beats of the song
    lead_in : bars before the material begins
    unit : sections that are not marked have a multiple of so many bars
    """
    bar = meter.beats_per_bar
    bars = max(lead_in + 1, ceil(end_beat / bar - EDGE))
    before = [FormRow("intro", lead_in)] if lead_in else []
    starts = _marked(marks, bar, bars, lead_in) if marks else []
    if len(starts) > 1:
        return tuple(before + _named(starts, bars))
    size = SHORT if bars - lead_in <= SHORT_SONG else LONG if bars > LONG_SONG else USUAL
    size = min(-(-size // unit) * unit, MOST_BARS)
    edges = [*range(lead_in, bars, size), bars]
    spans = list(pairwise(edges))
    return tuple(before + _lettered(notes, spans, bar))


def _marked(marks: Sequence[tuple[float, str]], bar: float, bars: int, lead_in: int) -> list[tuple[int, str]]:
    """Where marked sections begin, in bars; what lies before the first mark is an intro."""
    found: dict[int, str] = {}
    for beat, name in marks:
        at = round(beat / bar)
        if lead_in <= at < bars:
            found.setdefault(at, name)
    if found and min(found) > lead_in:
        found[lead_in] = "Intro"
    return sorted(found.items())


def _named(starts: Sequence[tuple[int, str]], bars: int) -> list[FormRow]:
    """Sections with the names of the marks; where one is too long for a section it goes on in the next."""
    found = []
    ends = [*(at for at, _ in starts[1:]), bars]
    for (start, name), end in zip(starts, ends, strict=True):
        role = _role(name)
        left = end - start
        while left > 0:
            found.append(FormRow(role, min(left, MOST_BARS), name=name))
            left -= MOST_BARS
    return found


def _role(name: str) -> str:
    """The kind of section that a mark names: ``Chorus 2`` is a chorus; what nobody knows is a verse."""
    word = name.strip().rstrip("0123456789 #.:").strip()
    return places.role_of(word) or {"B": "chorus", "C": "bridge"}.get(word.upper(), "verse")


def _lettered(notes: Sequence[GivenNote], spans: Sequence[tuple[int, int]], bar: float) -> list[FormRow]:
    """Stretches of bars; those with mostly the same notes have the same letter and kind."""
    shapes = [_shape(notes, start * bar, end * bar) for start, end in spans]
    letters: list[int] = []
    for index, (shape, (start, end)) in enumerate(zip(shapes, spans, strict=True)):
        same = next(
            (
                letters[other]
                for other in range(index)
                if spans[other][1] - spans[other][0] == end - start and _alike(shape, shapes[other]) >= ALIKE
            ),
            None,
        )
        letters.append(len(set(letters)) if same is None else same)
    roles = _roles(letters, shapes)
    return [
        FormRow(roles[letter], end - start, chr(ord("A") + letter) if letter < 26 else "")
        for letter, (start, end) in zip(letters, spans, strict=True)
    ]


def _shape(notes: Sequence[GivenNote], start: float, end: float) -> frozenset[tuple[int, int]]:
    """What is struck in a stretch: (sixteenth from its start, pitch)."""
    inside = (note for note in notes if start - EDGE <= note[0] < end - EDGE)
    return frozenset((round((begin - start) * 4), pitch) for begin, _, pitch, _ in inside)


def _alike(one: frozenset[tuple[int, int]], other: frozenset[tuple[int, int]]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0


def _roles(letters: Sequence[int], shapes: Sequence[frozenset[tuple[int, int]]]) -> dict[int, str]:
    """The kind of each letter: what returns and lies highest is the chorus; sparse ones at the ends lead in and out."""
    known = list(dict.fromkeys(letters))
    usual = sorted(len(shape) for shape in shapes)[len(shapes) // 2]
    roles = dict.fromkeys(known, "verse")
    returning = [letter for letter in known if letters.count(letter) > 1 and letter != letters[0]]
    if returning:
        roles[max(returning, key=lambda letter: _height(shapes[letters.index(letter)]))] = "chorus"
    for letter in known:
        if letters.count(letter) == 1 and letter not in (letters[0], letters[-1]):
            roles[letter] = "bridge"
    if len(known) > 1 and letters.count(letters[-1]) == 1 and len(shapes[-1]) < usual:
        roles[letters[-1]] = "outro"
    if len(known) > 1 and letters.count(letters[0]) == 1 and len(shapes[0]) < SPARSE * usual:
        roles[letters[0]] = "intro"
    return roles


def _height(shape: frozenset[tuple[int, int]]) -> float:
    return sum(pitch for _, pitch in shape) / len(shape) if shape else 0.0
