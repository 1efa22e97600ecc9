"""Words laid onto notes that are there: a given melody, or the tune of a song that had no words.

Each line takes a stretch of notes that is as long as its syllables ask for and ends where the tune rests. A stretch
with more notes than syllables is sung with melismas, one with fewer has notes split; no pitch is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from backend.studio.composer.vocal import refitting, rhythm
from backend.studio.composer.vocal.spans import Pace
from backend.studio.composer.vocal.wording import Line
from backend.studio.score import MOMENT, Note
from backend.studio.singing import Syllable

# A rest of so many beats, or a note as long as this, ends a phrase.
REST, LONG = 0.4, 2.0
# What it costs to end a line inside a phrase, to have a syllable more or less than notes, to leave a note unsung.
INSIDE, SPLIT, HELD, UNSUNG = 3.0, 1.0, 0.4, 0.9
# What it costs to begin a line in one section and end it in another.
ACROSS = 40.0
# A line takes at most so many times as many notes as it has syllables, and a few.
MOST_NOTES, MORE = 2.0, 4


@dataclass(frozen=True)
class Laid:
    """Notes with their syllables, the lines that found no notes, and from where to where each other line is sung."""

    notes: tuple[Note, ...]
    left_out: tuple[Line, ...]
    spans: tuple[tuple[float, float], ...] = ()


def lay(notes: Sequence[Note], lines: Sequence[Line], pace: Pace, edges: Sequence[float] = ()) -> Laid:
    """Lay lines onto the notes of one voice, in their order; notes without words stay without syllables.

    Parameters
    ----------
    edges : beats that no line should go beyond: where sections begin
    """
    tune = list(single(notes))
    ends = _stretches(tune, lines, pace, [sum(note.start_beat >= edge - MOMENT for edge in edges) for note in tune])
    found: list[Note] = []
    at = 0
    missing, spans = [], []
    for line, stretch in zip(lines, ends, strict=True):
        if stretch is None:
            missing.append(line)
            continue
        begin, end = stretch
        found += [replace(note, syllable=None) for note in tune[at:begin]]
        found += sung(tune[begin:end], line, pace) or tune[begin:end]
        spans.append((tune[begin].start_beat, tune[end - 1].start_beat + tune[end - 1].length_beats))
        at = end
    return Laid((*found, *(replace(note, syllable=None) for note in tune[at:])), tuple(missing), tuple(spans))


def single(notes: Sequence[Note]) -> list[Note]:
    """The notes as one voice sings them: the highest of those that begin together, each until the next one."""
    highest: dict[float, Note] = {}
    for note in sorted(notes, key=lambda note: (note.start_beat, note.pitch)):
        highest[note.start_beat] = note
    line = list(highest.values())
    ends = [*(note.start_beat for note in line[1:]), float("inf")]
    return [
        replace(note, length_beats=min(note.length_beats, end - note.start_beat))
        for note, end in zip(line, ends, strict=True)
    ]


def sung(notes: Sequence[Note], line: Line, pace: Pace) -> list[Note] | None:
    """The notes of a stretch with the syllables of a line; None where there is no time for them."""
    marks = [
        None if held else syllable
        for syllable, holds in zip(line.syllables, line.holds, strict=True)
        for held in range(holds + 1)
    ]
    if len(marks) > len(notes):
        return refitting.split(notes, marks, pace)
    places = _begun(notes, marks, pace)
    by_place = dict(zip(places, marks, strict=True))
    return [replace(note, syllable=by_place.get(at)) for at, note in enumerate(notes)]


def _stretches(
    tune: Sequence[Note], lines: Sequence[Line], pace: Pace, rooms: Sequence[int]
) -> list[tuple[int, int] | None]:
    """Which notes each line takes: (first, end), the cheapest way through all; ``rooms`` are the notes' sections."""
    count = len(tune)
    rests = [_is_end(tune, at) for at in range(count + 1)]
    best = np.full((len(lines) + 1, count + 1), np.inf)
    best[0] = UNSUNG * np.arange(count + 1)
    back: list[list[tuple[int, int] | None]] = []
    for number, line in enumerate(lines, start=1):
        # A line may be left out where there are no notes for it.
        best[number] = best[number - 1] + 100.0 * line.size
        ways: list[tuple[int, int] | None] = [None] * (count + 1)
        most = min(count, int(line.size * MOST_NOTES) + MORE)
        for end in range(1, count + 1):
            if best[number, end - 1] + UNSUNG < best[number, end]:
                best[number, end], ways[end] = best[number, end - 1] + UNSUNG, (-1, end - 1)
            for begin in range(max(0, end - most), end):
                size = end - begin
                if size < line.size and not _has_time(tune[begin:end], line.size, pace):
                    continue
                price = SPLIT * (line.size - size) if size < line.size else HELD * (size - line.size)
                price += (0.0 if rests[end] else INSIDE) + (0.0 if rests[begin] else INSIDE)
                price += ACROSS * (rooms[end - 1] != rooms[begin])
                if best[number - 1, begin] + price < best[number, end]:
                    best[number, end], ways[end] = best[number - 1, begin] + price, (begin, end)
        back.append(ways)
    return _followed(back, count)


def _followed(back: Sequence[Sequence[tuple[int, int] | None]], count: int) -> list[tuple[int, int] | None]:
    found: list[tuple[int, int] | None] = []
    at = count
    for ways in reversed(back):
        way = ways[at]
        while way is not None and way[0] < 0:
            at = way[1]
            way = ways[at]
        found.append(way)
        at = way[0] if way else at
    return found[::-1]


def _is_end(tune: Sequence[Note], at: int) -> bool:
    """Whether a phrase ends before a note."""
    if not 0 < at < len(tune):
        return True
    before = tune[at - 1]
    return tune[at].start_beat - before.start_beat - before.length_beats >= REST or before.length_beats >= LONG


def _has_time(notes: Sequence[Note], size: int, pace: Pace) -> bool:
    sounding_s = sum(note.length_beats for note in notes) * 60 / pace.bpm
    return size * pace.manner.quick_s * 1.5 <= sounding_s


def _begun(notes: Sequence[Note], marks: Sequence[Syllable | None], pace: Pace) -> list[int]:
    """On which notes the syllables begin: the first on the first, stresses where they weigh most."""
    levels = rhythm.levels(np.array([note.start_beat for note in notes]), pace.meter).tolist()
    total = np.full(len(notes), np.inf)
    total[0] = 0.0
    back = []
    for mark in marks[1:]:
        stress = mark.stress if mark else 0
        price = np.array([rhythm.PLACES[stress, level] for level in levels])
        reached = np.minimum.accumulate(np.concatenate([[np.inf], total[:-1]]))
        came = np.zeros(len(notes), int)
        cheapest = 0
        for at in range(1, len(notes)):
            # Of equal ways the one that holds the later syllables: melismas gather at the end of a line.
            cheapest = at - 1 if total[at - 1] <= total[cheapest] + MOMENT else cheapest
            came[at] = cheapest
        back.append(came)
        total = reached + price
    path = [int(np.flatnonzero(total <= total.min() + MOMENT)[0])]
    for came in reversed(back):
        path.append(int(came[path[-1]]))
    return path[::-1]
