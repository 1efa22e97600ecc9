"""From a file to the constraints of a brief: its notes, and tempo, meter, key, form and chords as it has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from backend.studio.brief import MAX_BPM, MIN_BPM
from backend.studio.composer import chord_symbols, grid
from backend.studio.composer.asked import key, places
from backend.studio.composer.given import choosing, course
from backend.studio.constraints import ChordLine, FormRow, Given, GivenNote, TempoChange
from backend.studio.material import Material, Track
from backend.studio.units import Meter

# Tempi that differ by less are one: nobody hears half a percent.
SAME_TEMPO = 0.005
MOST_ABOVE = 12


@dataclass(frozen=True)
class Brought:
    """A file that somebody brought, what they say it is, and the bar of the song in which it begins, from 1."""

    material: Material
    kind: str
    track: int | None = None
    instrument: str = ""
    start_bar: int = 1


def in_range(material: Material) -> Material:
    """The material in a tempo that a song can have: written twice as fast or slow, it sounds the same."""
    bpm, factor = material.tempo[0][1], 1.0
    while bpm * factor > MAX_BPM:
        factor /= 2
    while bpm * factor < MIN_BPM:
        factor *= 2
    if factor == 1.0:
        return material
    return replace(
        material,
        tracks=tuple(_stretched(track, factor) for track in material.tracks),
        tempo=tuple((beat * factor, tempo * factor) for beat, tempo in material.tempo),
        end_beat=material.end_beat * factor,
        marks=tuple((beat * factor, name) for beat, name in material.marks),
        symbols=tuple((beat * factor, name) for beat, name in material.symbols),
    )


def meter(material: Material) -> Meter:
    """The meter of a file as the studio counts it: in quarters or eighths, with up to twelve of them."""
    above, below = material.meter
    while below < 4:
        above, below = above * 2, below * 2
    if below > 8 and above * 8 % below == 0:
        above, below = above * 8 // below, 8
    return Meter(above, below) if below in (4, 8) and 1 <= above <= MOST_ABOVE else Meter()


def tonality(material: Material) -> tuple[int, str] | None:
    """The key that a file names, else the one that its notes are in."""
    if material.key:
        return material.key
    classes = np.zeros(12)
    for track in material.tracks:
        for _, length, pitch, _ in () if track.is_drums else track.notes:
            classes[pitch % 12] += length
    return key.best(classes, _home(material))


def given(brought: Brought, bar_beats: float) -> tuple[Given, ...]:
    """The notes of a file at their place in the song."""
    shift = (brought.start_bar - 1) * bar_beats
    return choosing.choose(
        brought.material, brought.kind, track=brought.track, instrument=brought.instrument, shift_beats=shift
    )


def form(brought: Brought, notes: Sequence[Given], meter: Meter, unit: int = 1) -> tuple[FormRow, ...]:
    """The sections that a file folds into; where it marks none they have a multiple of ``unit`` bars."""
    lead_in = brought.start_bar - 1
    shift = lead_in * meter.beats_per_bar
    marks = [(beat + shift, name) for beat, name in brought.material.marks]
    every: list[GivenNote] = [note for one in notes for note in one.notes]
    return course.rows(every, marks, meter, max(one.end_beat for one in notes), lead_in=lead_in, unit=unit)


def tempo_changes(brought: Brought, bar_beats: float) -> tuple[TempoChange, ...]:
    """The tempi of a file after its first one."""
    shift = (brought.start_bar - 1) * bar_beats
    found: list[TempoChange] = []
    held = brought.material.tempo[0][1]
    for beat, bpm in brought.material.tempo[1:]:
        if abs(bpm - held) > SAME_TEMPO * held and beat < brought.material.end_beat:
            found.append(TempoChange(f"beat {beat + shift:.9g}", bpm))
            held = bpm
    return tuple(found)


def chords(brought: Brought, rows: Sequence[FormRow], meter: Meter) -> tuple[ChordLine, ...]:
    """The chord symbols of a file, section by section, as one would write them down."""
    shift = (brought.start_bar - 1) * meter.beats_per_bar
    symbols = [(beat + shift, name) for beat, name in brought.material.symbols if _is_chord(name)]
    if not symbols:
        return ()
    lines, at = [], 0
    for row, number in zip(rows, places.numbers(rows), strict=True):
        bars = list(_bars(symbols, at, row.bars, meter))
        lines.append(ChordLine(f"{row.role} {number}", " | ".join(bars)))
        at += row.bars
    return tuple(lines)


def _bars(symbols: Sequence[tuple[float, str]], first: int, count: int, meter: Meter) -> Iterator[str]:
    """So many bars as text; a chord begins on the pulse that is nearest to where it stands."""
    pulse = grid.pulse_beats(meter)
    pulses = max(1, round(meter.beats_per_bar / pulse))
    for bar in range(first, first + count):
        start = bar * meter.beats_per_bar
        held = next((name for beat, name in reversed(symbols) if beat < start + pulse / 2), "N.C.")
        slots = [held] + ["."] * (pulses - 1)
        for beat, name in symbols:
            place = round((beat - start) / pulse)
            if 0 < place < pulses:
                slots[place] = name
        yield " ".join(slots) if any(slot != "." for slot in slots[1:]) else held


def _is_chord(name: str) -> bool:
    try:
        chord_symbols.parse(name)
    except ValueError:
        return False
    return True


def _home(material: Material) -> dict[tuple[int, str], float]:
    """What the lowest of the last notes adds to the keys it would be home in."""
    last = [note for track in material.tracks if not track.is_drums for note in track.notes]
    ending = [pitch for start, length, pitch, _ in last if start + length >= material.end_beat - 0.5]
    return {(min(ending) % 12, mode): 0.15 for mode in ("major", "minor")} if ending else {}


def _stretched(track: Track, factor: float) -> Track:
    return replace(track, notes=tuple((s * factor, n * factor, pitch, level) for s, n, pitch, level in track.notes))
