"""A played part made into tables: which voice sounds when, from which wave, until when.

The whole part is known, so pedal, repeated keys and chokes are settled here, on the score, before anything sounds.
Notes are grouped into sections by their start: a section can be mixed alone, and a stem is the sum of its sections.
Sections that follow each other share their waves as a movement, as long as these fit into memory.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from backend.studio.instruments.envelopes import Curve
from backend.studio.instruments.instrument import Instrument
from backend.studio.instruments.pitch import Wheels, own_curve, together
from backend.studio.instruments.samples import LOOP, LOOP_UNTIL_RELEASE, SlotKey
from backend.studio.instruments.tables import BLOCK, NOTE_ROW, RANGE_DB, VOICE_ROW
from backend.studio.instruments.voices import Voice, Wobble
from backend.studio.score import PlayedNote, PlayedPart

# Short enough to keep two cores and a cancel button busy, long enough that few voices ring on into the next section.
SECTION_S = 15.0
# Waves after which a movement ends: 64 MB, and what its last section adds. Stems with most work are rendered first,
# while few stems take up room, so that it seldom adds to the peak.
MOVEMENT_FRAMES = 1 << 24
SHORTEST_NOTE_S = 0.01  # as in FluidSynth: a shorter one would be a click
SILENCE_DB = 90.0  # below full scale a voice is cut off: under the last bit of 16
CHOKE_S = 0.25  # a closing hi-hat takes the open one down by 96 dB in this time: 38 dB in the tenth a foot takes
NEVER = 1e15  # frames
PEDAL, PEDAL_DOWN = 64, 64  # MIDI 1.0: controller 64 is the pedal, up at 0..63 and down at 64..127
# Controllers that act while a note sounds: pitch reads 1, the stem's gain 7 and 11, this file 64.
CONTINUOUS = {1, 7, 11, PEDAL}


@dataclass(frozen=True, slots=True)
class Wave:
    """A sample read at one pitch, long enough for every note that uses it."""

    slot: SlotKey
    step: float
    frames: int
    looping_until: float
    curve: Curve
    is_filtered: bool


@dataclass(frozen=True)
class Section:
    """Voices that start within ``plan.section_frames``; ``notes`` are rows of ``tables.NOTE_ROW``."""

    first_frame: int
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
    section_frames: int
    movements: list[Movement]
    voices: NDArray[np.void]

    @property
    def section_count(self) -> int:
        """How many sections there are in all movements."""
        return sum(len(movement.sections) for movement in self.movements)

    @property
    def work(self) -> int:
        """Voice-frames to mix in all sections."""
        return sum(section.work for movement in self.movements for section in movement.sections)


@dataclass(slots=True)
class Sounding:
    """One voice of one note, in frames; ``release`` and ``choke`` count from its start."""

    voice: Voice
    start: int
    release: float
    choke: float = NEVER

    def length(self, sample_rate: int) -> int:
        """Frames until the voice has fallen below ``SILENCE_DB``, if its sample lasts that long."""
        delay, attack, hold, decay, sustain = self.voice.envelope
        room = SILENCE_DB + 20 * math.log10(max(self.voice.loudest_gain, 1e-9))
        rise = delay + attack + hold
        fallen = min(sustain, max(0.0, self.release - rise) * decay)
        end = rise + room / decay if fallen >= room else self.release + (room - fallen) / self.voice.fall
        return max(0, math.ceil(min(end, self.choke + room / choke_fall(sample_rate))))


def plan(part: PlayedPart, instrument: Instrument, *, frames: int, sample_rate: int) -> Plan:
    """Turn a part into sections of waves and voices; what lies beyond ``frames`` is cut off."""
    section_frames = int(SECTION_S * sample_rate) // BLOCK * BLOCK
    sounding = _sounding(part, instrument, sample_rate)
    audible = [one for one in sounding if one.start < frames and one.length(sample_rate) > 0]
    numbers, rows = _numbered(audible)
    wheels = Wheels(part, sample_rate)
    book, sections = WaveBook(wheels, numbers, sample_rate), list[Section]()
    movements = []
    for number, group in groupby(audible, key=lambda one: one.start // section_frames):
        if book.frames > MOVEMENT_FRAMES:
            movements.append(Movement(book.waves(), sections))
            book, sections = WaveBook(wheels, numbers, sample_rate), []
        first = number * section_frames
        notes = [book.row(one, first, min(one.length(sample_rate), frames - one.start)) for one in group]
        sections.append(Section(first, np.array(notes, NOTE_ROW)))
    movements.append(Movement(book.waves(), sections))
    return Plan(frames, section_frames, movements, np.array(rows, VOICE_ROW))


def choke_fall(sample_rate: int) -> float:
    """How fast a choked voice falls, in dB a frame."""
    return RANGE_DB / (CHOKE_S * sample_rate)


def _sounding(part: PlayedPart, instrument: Instrument, sample_rate: int) -> list[Sounding]:
    """Every voice of every note, in the order of their starts, exclusive classes choked."""
    found: list[Sounding] = []
    choking: dict[int, list[Sounding]] = {}
    for note, off_s in held(part):
        start = max(0, round(note.on_s * sample_rate))
        release = max(off_s - note.on_s, SHORTEST_NOTE_S) * sample_rate
        voices = instrument.voices(note.pitch, note.velocity, _controls_at(part, note.on_s))
        for number in {voice.exclusive_class for voice in voices} - {0}:
            earlier = choking.pop(number, [])
            for one in earlier:
                one.choke = min(one.choke, start - one.start) if start > one.start else one.choke
            choking[number] = [one for one in earlier if one.start == start]
        for voice in voices:
            found.append(Sounding(voice, start, release))
            if voice.exclusive_class:
                choking[voice.exclusive_class].append(found[-1])
    return found


def held(part: PlayedPart) -> Iterator[tuple[PlayedNote, float]]:
    """Each note in order, and when it is let go: by pedal and key, and at the latest when its key is struck again."""
    notes = sorted(part.notes, key=lambda note: (note.on_s, note.pitch, note.velocity, note.off_s))
    struck: dict[int, float] = {}
    ends = []
    for note in reversed(notes):
        again = struck.get(note.pitch, math.inf)
        ends.append(min(_pedal_up(part, note.off_s), again))
        struck[note.pitch] = note.on_s
    return zip(notes, reversed(ends), strict=True)


def _pedal_up(part: PlayedPart, time_s: float) -> float:
    """When the pedal lets a note go whose key came up at ``time_s``."""
    moves = part.controls.get(PEDAL, ())
    at = bisect_right(moves, (time_s, 127)) - 1
    if at < 0 or moves[at][1] < PEDAL_DOWN:
        return time_s
    return next((when for when, value in moves[at:] if value < PEDAL_DOWN), NEVER)


def _controls_at(part: PlayedPart, time_s: float) -> dict[int, int]:
    """How the controllers that are read once stand at a time."""
    standing = {}
    for number, moves in part.controls.items():
        at = bisect_right(moves, (time_s, 127)) - 1
        if number not in CONTINUOUS and at >= 0:
            standing[number] = moves[at][1]
    return standing


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
        self._longest: list[tuple[int, Sounding]] = []

    def row(self, one: Sounding, first: int, length: int) -> tuple[float, ...]:
        """Find or list the wave of a voice; return the voice's line for ``tables.NOTE_ROW``."""
        number, sound = self._numbers[id(one.voice)]
        is_bent = self._wheels.curve(one.voice.wheel, one.start, length).size > 0
        release = one.release if one.voice.hears_release else 0.0
        key = sound, release, (one.start, one.voice.wheel) if is_bent else None
        wave = self._index.setdefault(key, len(self._longest))
        if wave == len(self._longest):
            self._longest.append((length, one))
        elif length > self._longest[wave][0]:
            self._longest[wave] = length, one
        times = one.start - first, length, one.release, one.voice.fall
        return wave, number, *times, one.choke, choke_fall(self._rate)

    @property
    def frames(self) -> int:
        """Frames of all waves together."""
        return sum(length for length, _ in self._longest)

    def waves(self) -> list[Wave]:
        """All waves listed so far."""
        return [self._wave(one, length) for length, one in self._longest]

    def _wave(self, one: Sounding, frames: int) -> Wave:
        voice = one.voice
        own = own_curve(voice.motion, frames, one.release, self._rate)
        curve = together(own, self._wheels.curve(voice.wheel, one.start, frames))
        loops = {LOOP: float(frames), LOOP_UNTIL_RELEASE: min(one.release, float(frames))}
        return Wave(voice.slot, voice.step, frames, loops.get(voice.slot.mode, 0.0), curve, voice.is_filtered)
