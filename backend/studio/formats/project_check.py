"""Project files that somebody brought: read within limits, and only if what is in them can be played."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from backend.studio.brief import MAX_SECONDS
from backend.studio.errors import BadProject, UnknownName
from backend.studio.formats.project import KeptTake, take_from_dict
from backend.studio.mix import presets
from backend.studio.score import Performance, Plan, PlayedPart
from backend.studio.units import FASTEST_BPM, SLOWEST_BPM

MIDI = range(128)
PITCH_CLASSES = range(12)
DENOMINATORS = (1, 2, 4, 8, 16)


@dataclass(frozen=True)
class Limits:
    """What is accepted: six times what the densest five minutes of any style came to (0.7 MB, 8900 notes).

    ``max_branches`` counts lists and objects before any is built; ``max_sounding_s`` sums the lengths of all notes,
    which is what playing costs. A song may ring on for ``max_ring_s`` after the longest that can be asked for.
    """

    max_bytes: int = 4_000_000
    max_branches: int = 200_000
    max_parts: int = 32
    max_notes: int = 60_000
    max_points: int = 100_000
    max_sounding_s: float = 15_000.0
    max_ring_s: float = 30.0
    max_bars: int = 1_000
    max_text: int = 4_000
    # Nothing that is counted or measured in a song comes near it.
    max_number: float = 1e10


def read(content: bytes, limits: Limits = Limits()) -> KeptTake:
    """Read a project file that may have been made by anybody.

    Raises
    ------
    BadProject
        naming the first thing that is not as it must be
    """
    kept = take_from_dict(_document(content, limits))
    for value in _leaves(kept):
        _check_leaf(value, limits)
    _check_plan(kept.performance.score.plan, limits)
    _check_performance(kept.performance, limits)
    return kept


def _document(content: bytes, limits: Limits) -> Mapping[str, Any]:
    if len(content) > limits.max_bytes:
        raise BadProject(f"The project has {len(content) / 1e6:.1f} MB; up to {limits.max_bytes / 1e6:g} are allowed.")
    branches = content.count(b"[") + content.count(b"{")
    if branches > limits.max_branches:
        raise BadProject(f"The project has {branches} lists and objects; up to {limits.max_branches} are allowed.")
    try:
        found = json.loads(content, parse_constant=_no_number)
    except (ValueError, RecursionError) as wrong:
        raise BadProject(f"The project is not JSON: {wrong}.") from wrong
    if not isinstance(found, dict):
        raise BadProject(f"The project is {type(found).__name__}; a project is an object.")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _leaves(value: Any) -> Iterator[Any]:
    """Every text and number in a value."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _leaves(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield key
            yield from _leaves(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _leaves(item)
    else:
        yield value


def _check_leaf(value: Any, limits: Limits) -> None:
    if isinstance(value, str) and len(value) > limits.max_text:
        raise BadProject(f"A text has {len(value)} characters; up to {limits.max_text} are allowed.")
    if isinstance(value, int | float) and not abs(value) <= limits.max_number:
        # A whole number may be too large to be written with a point.
        raise BadProject(f"A number is {str(value)[:20]}; none is beyond {limits.max_number:g} in a song.")


def _check_plan(plan: Plan, limits: Limits) -> None:
    if not (1 <= plan.meter.numerator <= 32 and plan.meter.denominator in DENOMINATORS):
        raise BadProject(
            f"The meter {plan.meter} is none; allowed are 1 to 32 over {', '.join(map(str, DENOMINATORS))}."
        )
    bar = 0
    for section in plan.sections:
        if section.bars < 1 or section.start_bar != bar:
            raise BadProject(f"Section {section.name!r} begins in bar {section.start_bar}; {bar} is next.")
        bar += section.bars
    if not 1 <= bar <= limits.max_bars:
        raise BadProject(f"The song has {bar} bars; 1 to {limits.max_bars} are allowed.")
    changes = plan.tempo.changes
    beats = [beat for beat, _ in changes]
    if not changes or beats[0] != 0 or beats != sorted(set(beats)):
        raise BadProject("The tempos do not follow each other from beat 0 on.")
    if beyond := [bpm for _, bpm in changes if not SLOWEST_BPM <= bpm <= FASTEST_BPM]:
        raise BadProject(f"A tempo is {beyond[0]:g} bpm; {SLOWEST_BPM:g} to {FASTEST_BPM:g} are allowed.")
    for chord in plan.harmony:
        if not {chord.root, chord.bass, *chord.tones, *chord.scale} <= {*PITCH_CLASSES}:
            raise BadProject(f"The chord {chord.symbol!r} has a pitch class outside 0..11.")
        if not (0 <= chord.start_beat <= plan.end_beat and chord.length_beats >= 0 and {*chord.voicing} <= {*MIDI}):
            raise BadProject(f"The chord {chord.symbol!r} is outside the song or the keyboard.")
    try:
        presets.load(plan.mix)
    except UnknownName as unknown:
        raise BadProject(unknown.message) from unknown


def _check_performance(performance: Performance, limits: Limits) -> None:
    parts = performance.score.parts
    names = [part.id for part in parts]
    if len(set(names)) < len(names) or [played.part.id for played in performance.parts] != names:
        raise BadProject("The parts that are played are not those that are written, each once and in order.")
    if not 1 <= len(parts) <= limits.max_parts:
        raise BadProject(f"The song has {len(parts)} parts; 1 to {limits.max_parts} are allowed.")
    if not 0 < performance.length_s <= MAX_SECONDS + limits.max_ring_s:
        raise BadProject(f"The song lasts {performance.length_s:.1f} s; up to {MAX_SECONDS:g} s are allowed.")
    notes = sum(len(played.notes) + len(played.part.notes) for played in performance.parts)
    if notes > 2 * limits.max_notes:
        raise BadProject(f"The song has {notes // 2} notes; up to {limits.max_notes} are allowed.")
    points = sum(len(played.bend) + sum(map(len, played.controls.values())) for played in performance.parts)
    if points > limits.max_points:
        raise BadProject(f"The song has {points} points of curves; up to {limits.max_points} are allowed.")
    for played in performance.parts:
        _check_played(played, performance.length_s)
    sounding_s = sum(note.off_s - note.on_s for played in performance.parts for note in played.notes)
    if sounding_s > limits.max_sounding_s:
        raise BadProject(f"The notes sound for {sounding_s:.0f} s in all; up to {limits.max_sounding_s:g} are allowed.")


def _check_played(played: PlayedPart, length_s: float) -> None:
    part = played.part
    if part.program not in MIDI or not 0 <= part.bank <= 128:
        raise BadProject(
            f"Part {part.id!r} plays program {part.program} of bank {part.bank}; 0..127 of 0..128 are there."
        )
    for written in part.notes:
        if not (written.pitch in MIDI and 1 <= written.velocity <= 127 and written.length_beats >= 0):
            raise BadProject(f"Part {part.id!r} has a note that is written outside MIDI: {written}.")
        if written.start_beat < 0:
            raise BadProject(f"Part {part.id!r} has a note before the song: {written}.")
    for note in played.notes:
        if not (note.pitch in MIDI and 1 <= note.velocity <= 127):
            raise BadProject(f"Part {part.id!r} has a note that is played outside MIDI: {note}.")
        if not 0 <= note.on_s <= note.off_s <= length_s:
            raise BadProject(f"Part {part.id!r} has a note outside the song's {length_s:.1f} s: {note}.")
    for number, curve in played.controls.items():
        if number not in MIDI or any(value not in MIDI for _, value in curve) or not _in_order(curve):
            raise BadProject(f"Part {part.id!r} has a curve of controller {number} outside MIDI or out of order.")
    if any(abs(cents) > 4_800 for _, cents in played.bend) or not _in_order(played.bend):
        raise BadProject(f"Part {part.id!r} is bent by more than four octaves, or out of order.")


def _in_order(curve: Sequence[tuple[float, float]]) -> bool:
    times = [time_s for time_s, _ in curve]
    return times == sorted(times) and (not times or times[0] >= 0)
