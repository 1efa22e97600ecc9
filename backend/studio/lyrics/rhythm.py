"""The rhythm of a song's melody as lines to write words for: which notes make a line, and which of them are strong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from backend.studio.composer import grid
from backend.studio.lyrics.meter import Beat, Rhythm
from backend.studio.score import MOMENT, Note, Part, Score, Section
from backend.studio.units import Meter

SUNG_ROLES = frozenset({"verse", "prechorus", "chorus", "bridge", "drop", "outro"})
LEADS = ("vocal", "lead", "melody")
# A breath is taken after a rest, or a note, of this many pulses.
REST, HELD = 0.5, 2.0
SHORTEST_LINE, LONGEST_LINE = 4, 12
# A rest of the melody as short as this joins even a long line.
CRUMB, CRUMBS = 2, 2
# Grace notes take no syllable.
GRACE = 0.15
BAR, HALF, PULSE, BETWEEN = 4.0, 3.0, 2.0, 1.0
# A note that begins before a beat and sounds over it is heard as that beat come early.
EARLY = 0.5
# Nobody says more light syllables than this in a row.
MOST_LIGHT = 3


@dataclass(frozen=True)
class SectionRhythm:
    """A section of a song whose melody wants words; sections of one ``letter`` are the same music."""

    role: str
    name: str
    letter: str
    lines: tuple[Rhythm, ...]


def of_score(score: Score) -> tuple[SectionRhythm, ...]:
    """The lines of the sections that are sung, by the vocal part where there is one, else by the lead."""
    plan = score.plan
    part = melody_of(score)
    return tuple(
        SectionRhythm(section.role, section.name, section.letter, lines)
        for section in plan.sections
        if section.role in SUNG_ROLES
        if (lines := _lines(_within(part, section, plan.meter), plan.meter))
    )


def melody_of(score: Score) -> Part | None:
    """The part whose notes take the words."""
    sung = [part for part in score.parts if part.is_sung]
    leads = [part for role in LEADS for part in score.parts if part.role == role]
    return next(iter([*sung, *leads]), None)


def strengths(notes: Sequence[tuple[float, float]], meter: Meter) -> tuple[bool, ...]:
    """Which notes, as (beat of the song, length), are strong.

    Where a bar or its half begins, what is heavier than both of its neighbours, the last; and so many between that no
    more than three light ones follow each other.
    """
    weights = [_weight(start, length, meter) for start, length in notes]
    usual = median(length for _, length in notes)
    weights = [weight + (length >= 2 * usual) for weight, (_, length) in zip(weights, notes, strict=True)]
    around = [0.0, *weights, 0.0]
    strong = [
        weight >= HALF or (weight > before and weight >= after) or (weight >= before and weight > after)
        for before, weight, after in zip(around, weights, around[2:], strict=False)
    ]
    strong[-1] = True
    return tuple(_broken_up(strong, weights))


def _within(part: Part | None, section: Section, meter: Meter) -> list[Note]:
    """The notes of a section that take a syllable, one at a time, the highest of each chord."""
    if part is None:
        return []
    start = section.start_bar * meter.beats_per_bar
    end = start + section.bars * meter.beats_per_bar
    inside = [
        note for note in part.notes if start - MOMENT <= note.start_beat < end - MOMENT and note.length_beats > GRACE
    ]
    inside.sort(key=lambda note: (note.start_beat, -note.pitch))
    return [next(chord) for _, chord in groupby(inside, key=lambda note: round(note.start_beat / MOMENT))]


def _lines(notes: Sequence[Note], meter: Meter) -> tuple[Rhythm, ...]:
    """The lines of a section: those that the words have, or what lies between two breaths."""
    if any(note.syllable for note in notes):
        groups: Iterable[Sequence[Note]] = _as_sung(notes)
    else:
        groups = [piece for phrase in _joined(_breaths(notes, meter)) for piece in _parted(phrase)]
    return tuple(_rhythm([(note.start_beat, note.length_beats) for note in group], meter) for group in groups if group)


def _as_sung(notes: Sequence[Note]) -> list[list[Note]]:
    """The notes that begin a syllable, by their lines."""
    sung = [note for note in notes if note.syllable]
    return [list(line) for _, line in groupby(sung, key=lambda note: note.syllable.line if note.syllable else 0)]


def _breaths(notes: Sequence[Note], meter: Meter) -> list[list[Note]]:
    pulse = grid.pulse_beats(meter)
    found: list[list[Note]] = [[]]
    for note in notes:
        last = found[-1][-1] if found[-1] else None
        if last and (
            note.start_beat - last.start_beat - last.length_beats >= REST * pulse - MOMENT
            or note.start_beat - last.start_beat >= HELD * pulse - MOMENT
        ):
            found.append([])
        found[-1].append(note)
    return found


def _joined(phrases: Sequence[list[Note]]) -> list[list[Note]]:
    """Phrases that are too short for a line go with the one before or after them."""
    found: list[list[Note]] = []
    for phrase in phrases:
        short = min(len(found[-1]), len(phrase)) if found else SHORTEST_LINE
        most = LONGEST_LINE + (CRUMBS if short <= CRUMB else 0)
        if short < SHORTEST_LINE and len(found[-1]) + len(phrase) <= most:
            found[-1] = found[-1] + phrase
        else:
            found.append(phrase)
    return found


def _parted(phrase: list[Note]) -> list[list[Note]]:
    """A phrase that is too long, parted after the longest note of its middle half."""
    if len(phrase) <= LONGEST_LINE + CRUMBS:
        return [phrase]
    quarter = len(phrase) // 4
    gaps = {
        cut: phrase[cut].start_beat - phrase[cut - 1].start_beat for cut in range(quarter + 1, len(phrase) - quarter)
    }
    cut = max(gaps, key=lambda place: (gaps[place], -abs(place - len(phrase) / 2)))
    return [*_parted(phrase[:cut]), *_parted(phrase[cut:])]


def _rhythm(notes: Sequence[tuple[float, float]], meter: Meter) -> Rhythm:
    first = notes[0][0]
    return tuple(
        Beat(start - first, length, strong)
        for (start, length), strong in zip(notes, strengths(notes, meter), strict=True)
    )


def _weight(start: float, length: float, meter: Meter) -> float:
    """How heavy a note is: by its place in the bar, or by a heavier place shortly after it that it sounds over."""
    pulse = grid.pulse_beats(meter)
    own = _place(start, meter)
    step = pulse / 4
    later = [_place(start + index * step, meter) for index in (1, 2) if length > index * step + MOMENT]
    return max([own, *(weight - EARLY for weight in later if weight >= PULSE)])


def _place(beat: float, meter: Meter) -> float:
    """How heavy a place in a bar is."""
    pulse, halves = grid.pulse_beats(meter), grid.strong_beats(meter)
    if _is_multiple(beat, meter.beats_per_bar):
        return BAR
    if any(_is_multiple(beat - half, meter.beats_per_bar) for half in halves):
        return HALF
    if _is_multiple(beat, pulse):
        return PULSE
    return BETWEEN if _is_multiple(beat, pulse / 2) else 0.0


def _is_multiple(beat: float, unit: float) -> bool:
    return abs(beat / unit - round(beat / unit)) * unit < MOMENT


def _broken_up(strong: list[bool], weights: Sequence[float]) -> list[bool]:
    """Runs of light notes with their heaviest made strong until none is too long."""
    run: list[int] = []
    for place, is_strong in enumerate([*strong, True]):
        if not is_strong:
            run.append(place)
            continue
        if len(run) > MOST_LIGHT:
            inner = run[1:-1]
            strong[max(inner, key=lambda index: (weights[index], -abs(index - run[len(run) // 2])))] = True
            return _broken_up(strong, weights)
        run = []
    return strong
