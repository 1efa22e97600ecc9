"""A played part made into tables: which voice sounds when, from which wave, until when.

Notes are grouped into sections: those of each section of the song in stretches by their start. A section is mixed
alone, and a stem is the sum of its sections, so that what changes in one of them moves no bit of another. Sections that
follow each other share their waves as a movement, as long as these fit into memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from backend.studio.instruments.envelopes import Curve
from backend.studio.instruments.instrument import Playable
from backend.studio.instruments.pitch import Wheels, own_curve, together
from backend.studio.instruments.samples import LOOP, LOOP_UNTIL_RELEASE, Slotted
from backend.studio.instruments.sounding import Sounding, choke_fall, sounding_voices
from backend.studio.instruments.tables import BLOCK, NOTE_ROW, VOICE_ROW
from backend.studio.instruments.voices import Wobble
from backend.studio.score import PlayedPart

# Short enough to keep two cores and a cancel button busy, long enough that few voices ring on into the next section.
SECTION_S = 15.0
# Waves after which a movement ends: 64 MB, and what its last section adds. Stems with most work are rendered first,
# while few stems take up room, so that it seldom adds to the peak.
MOVEMENT_FRAMES = 1 << 24


@dataclass(frozen=True, slots=True)
class Wave:
    """A sample read at one pitch, long enough for every note that uses it."""

    slot: Slotted
    step: float
    frames: int
    looping_until: float
    curve: Curve
    is_filtered: bool


@dataclass(frozen=True)
class Section:
    """Voices that are added up alone; ``notes`` are rows of ``tables.NOTE_ROW``.

    The frames up to ``end_frame`` are the section's own, where it writes; what sounds after them is its tail. No two
    sections own the same frame, but the voices of one may begin in those of another.
    """

    number: int
    first_frame: int
    end_frame: int
    notes: NDArray[np.void]

    @property
    def work(self) -> int:
        """Voice-frames to mix, a measure of the time it takes."""
        return int(self.notes["length"].sum())


@dataclass(frozen=True)
class Movement:
    """Sections and the waves they share; the ``wave`` of a note is an index into ``waves``."""

    waves: list[Wave]
    sections: list[Section]


@dataclass(frozen=True)
class Plan:
    """A part ready to be rendered. ``voices`` are rows of ``tables.VOICE_ROW``."""

    frames: int
    movements: list[Movement]
    voices: NDArray[np.void]

    @property
    def section_count(self) -> int:
        """How many sections there are in all movements."""
        return sum(len(movement.sections) for movement in self.movements)

    @property
    def slots(self) -> set[Slotted]:
        """The samples that are read."""
        return {wave.slot for movement in self.movements for wave in movement.waves}

    @property
    def work(self) -> int:
        """Voice-frames to mix in all sections."""
        return sum(section.work for movement in self.movements for section in movement.sections)


def plan(part: PlayedPart, instrument: Playable, *, frames: int, sample_rate: int) -> Plan:
    """Turn a part into sections of waves and voices; what lies beyond ``frames`` is cut off."""
    audible = []
    for one in sounding_voices(part, instrument, sample_rate):
        one.frames = min(one.length(sample_rate), frames - one.start)
        if one.frames > 0:
            audible.append(one)
    numbers, rows = _numbered(audible)
    wheels = Wheels(part, sample_rate)
    book, sections = WaveBook(wheels, numbers, sample_rate), list[Section]()
    movements = []
    cells = _cells(audible, int(SECTION_S * sample_rate) // BLOCK * BLOCK)
    ends = [*(_first_frame(cell) for cell in cells[1:]), frames]
    for number, (cell, end) in enumerate(zip(cells, ends, strict=False)):
        if book.frames > MOVEMENT_FRAMES:
            movements.append(Movement(book.waves(), sections))
            book, sections = WaveBook(wheels, numbers, sample_rate), []
        first = _first_frame(cell)
        notes = [book.row(one, first) for one in cell]
        sections.append(Section(number, first, end, np.array(notes, NOTE_ROW)))
    movements.append(Movement(book.waves(), sections))
    return Plan(frames, movements, np.array(rows, VOICE_ROW))


def _cells(audible: list[Sounding], most_frames: int) -> list[list[Sounding]]:
    """The voices of each section of the song, those of a long one in stretches, in the order of their first frames."""
    cells: list[list[Sounding]] = []
    for _, group in groupby(sorted(audible, key=lambda one: one.section), key=lambda one: one.section):
        own = list(group)
        first = _first_frame(own)
        cells += [list(cell) for _, cell in groupby(own, key=lambda one: (one.start - first) // most_frames)]
    return sorted(cells, key=_first_frame)


def _first_frame(cell: list[Sounding]) -> int:
    """Where the block begins in which the first voice does."""
    return cell[0].start // BLOCK * BLOCK


def _numbered(audible: list[Sounding]) -> tuple[dict[int, tuple[int, int]], list[tuple[float, ...]]]:
    """Number the distinct voices and, among them, the distinct sounds before filter and envelope."""
    numbers: dict[int, tuple[int, int]] = {}
    sounds: dict[object, int] = {}
    rows: list[tuple[float, ...]] = []
    for one in audible:
        voice = one.voice
        if id(voice) not in numbers:
            sound = (voice.slot, voice.step, voice.is_filtered, voice.motion)
            numbers[id(voice)] = len(rows), sounds.setdefault(sound, len(sounds))
            rows.append(voice.row)
    return numbers, rows


class WaveBook:
    """The waves of a movement: each distinct one is listed once, at the longest length any note needs."""

    def __init__(self, wheels: Wheels, numbers: dict[int, tuple[int, int]], sample_rate: int) -> None:
        self._wheels, self._numbers, self._rate = wheels, numbers, sample_rate
        self._index: dict[tuple[int, float, tuple[int, Wobble] | None], int] = {}
        self._longest: list[Sounding] = []

    def row(self, one: Sounding, first: int) -> tuple[float, ...]:
        """Find or list the wave of a voice; return the voice's line for ``tables.NOTE_ROW``."""
        number, sound = self._numbers[id(one.voice)]
        is_bent = self._wheels.curve(one.voice.wheel, one.start, one.frames).size > 0
        release = one.release if one.voice.hears_release else 0.0
        key = sound, release, (one.start, one.voice.wheel) if is_bent else None
        wave = self._index.setdefault(key, len(self._longest))
        if wave == len(self._longest):
            self._longest.append(one)
        elif one.frames > self._longest[wave].frames:
            self._longest[wave] = one
        times = one.start - first, one.frames, one.release, one.voice.fall
        return wave, number, *times, one.choke, choke_fall(self._rate)

    @property
    def frames(self) -> int:
        """Frames of all waves together."""
        return sum(one.frames for one in self._longest)

    def waves(self) -> list[Wave]:
        """All waves listed so far."""
        return [self._wave(one) for one in self._longest]

    def _wave(self, one: Sounding) -> Wave:
        voice, frames = one.voice, one.frames
        own = own_curve(voice.motion, frames, one.release, self._rate)
        curve = together(own, self._wheels.curve(voice.wheel, one.start, frames))
        loops = {LOOP: float(frames), LOOP_UNTIL_RELEASE: min(one.release, float(frames))}
        return Wave(voice.slot, voice.step, frames, loops.get(voice.slot.mode, 0.0), curve, voice.is_filtered)
