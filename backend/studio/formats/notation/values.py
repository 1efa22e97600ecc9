"""Stretches of sound and silence cut into note values that can be read: at bar lines and, off the beat, at beats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backend.studio.formats.notation.grid import TICKS, Sound
from backend.studio.units import Meter

# Note values with up to one dot in ticks, the longest first: from a dotted breve to a thirty-second.
PLAIN = tuple(round(TICKS * length) for length in (8, 4, 2, 1, 0.5, 0.25, 0.125))
VALUES = tuple(sorted({*PLAIN, *(value * 3 // 2 for value in PLAIN[:-1])}, reverse=True))
# Triplets are written half as long again as they sound.
TRIPLET_VALUES = {value * 2 // 3: value for value in VALUES if value <= TICKS and value * 2 % 3 == 0}


@dataclass(frozen=True)
class Bar:
    """How a bar is counted, in ticks: its length, that of a beat, and that of a group which one note may fill."""

    ticks: int
    pulse: int
    group: int

    @staticmethod
    def of(meter: Meter) -> Bar:
        """Read a time signature."""
        ticks = round(meter.beats_per_bar * TICKS)
        if is_compound(meter):
            pulse = TICKS * 3 // 2
            return Bar(ticks, pulse, pulse)
        pulse = min(TICKS, TICKS * 4 // meter.denominator)
        halves = ticks % (2 * pulse) == 0 and ticks > 2 * pulse
        return Bar(ticks, pulse, 2 * pulse if halves else ticks if ticks == 3 * pulse else pulse)


@dataclass(frozen=True)
class Written:
    """A note value in a bar: where it begins there, how long it sounds, and as what it is written, in ticks.

    No ``pitches`` are a rest. ``tied_in`` and ``tied_out`` say that the sound began before and goes on after.
    """

    start: int
    ticks: int
    written: int
    pitches: tuple[int, ...]
    tied_in: bool = False
    tied_out: bool = False

    @property
    def is_triplet(self) -> bool:
        return self.written != self.ticks


def is_compound(meter: Meter) -> bool:
    """Tell whether the beats of a meter are dotted, as in 6/8 and 12/8."""
    return meter.denominator >= 8 and meter.numerator % 3 == 0 and meter.numerator > 3


def voices(sounds: Sequence[Sound]) -> list[list[Sound]]:
    """Share sounds among voices, in each of which one follows another; what is highest comes first."""
    found: list[list[Sound]] = []
    for sound in sorted(sounds, key=lambda sound: (sound.start, -max(sound.pitches))):
        free = next((voice for voice in found if voice[-1].end <= sound.start), None)
        if free is None:
            found.append([sound])
        else:
            free.append(sound)
    return found


def bar_values(voice: Sequence[Sound], number: int, bar: Bar) -> list[Written]:
    """Write what a voice has in a bar, rests where it is silent; nothing at all if it is silent throughout."""
    begin, end = number * bar.ticks, (number + 1) * bar.ticks
    inside = [sound for sound in voice if sound.start < end and sound.end > begin]
    if not inside:
        return []
    stretches = list(_stretches(inside, begin, end))
    triplets = _triplet_quarters(stretches)
    return [value for stretch in stretches for value in _cut(stretch, bar, triplets)]


@dataclass(frozen=True)
class _Stretch:
    """What sounds from where to where in a bar, and whether it sounded before and goes on after."""

    start: int
    end: int
    pitches: tuple[int, ...] = ()
    came_in: bool = False
    goes_on: bool = False


def _stretches(inside: Sequence[Sound], begin: int, end: int) -> Iterator[_Stretch]:
    at = begin
    for sound in inside:
        if sound.start > at:
            yield _Stretch(at - begin, sound.start - begin)
        start, at = max(sound.start, begin), min(sound.end, end)
        yield _Stretch(start - begin, at - begin, sound.pitches, sound.start < begin, sound.end > end)
    if at < end:
        yield _Stretch(at - begin, end - begin)


def _triplet_quarters(stretches: Sequence[_Stretch]) -> set[int]:
    edges = {edge for stretch in stretches for edge in (stretch.start, stretch.end)}
    return {edge // TICKS for edge in edges if edge % PLAIN[-1]}


def _cut(stretch: _Stretch, bar: Bar, triplets: set[int]) -> Iterator[Written]:
    at = stretch.start
    while at < stretch.end:
        ticks, written = _value(at, stretch.end, bar, triplets)
        yield Written(
            at,
            ticks,
            written,
            stretch.pitches,
            tied_in=bool(stretch.pitches) and (stretch.came_in or at > stretch.start),
            tied_out=bool(stretch.pitches) and (stretch.goes_on or at + ticks < stretch.end),
        )
        at += ticks


def _value(at: int, end: int, bar: Bar, triplets: set[int]) -> tuple[int, int]:
    """The longest value that may begin here, as it sounds and as it is written."""
    quarter = at // TICKS
    if quarter in triplets:
        rest = min(end, (quarter + 1) * TICKS) - at
        ticks = max(ticks for ticks in TRIPLET_VALUES if ticks <= rest)
        return ticks, TRIPLET_VALUES[ticks]
    until = min([end, *(later * TICKS for later in triplets if later > quarter)])
    ticks = next(value for value in VALUES if value <= until - at and _may_stand(at, value, bar))
    return ticks, ticks


def _may_stand(at: int, ticks: int, bar: Bar) -> bool:
    """A value may fill a bar from its start, stay within a beat or a group, or fill beats from the start of a group."""
    if at == 0:
        return True
    if at // bar.pulse == (at + ticks - 1) // bar.pulse:
        return True
    if at // bar.group == (at + ticks - 1) // bar.group:
        return ticks >= TICKS // 2
    return at % bar.group == 0 and ticks % bar.pulse == 0
