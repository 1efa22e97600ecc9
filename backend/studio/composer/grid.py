"""Patterns on a grid, as a musician types them, laid out in any meter.

A pattern is written for a bar of four pulses: 16 steps (sixteenths), 12 (triplets) or 8 (eighths); a longer one covers
several bars. ``-`` holds what sounds, ``.`` is silence, spaces and bars (``|``) are for the eye, every other sign
starts something. A bar of three pulses takes pulses 1, 2 and 4, so that a backbeat becomes a waltz. Compound meters
such as 6/8 have pulses of three eighths: what is written off the pulse lands on the second or third of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from backend.studio.units import Meter

STEPS = (8, 12, 16)
TAKEN = {1: (0,), 2: (0, 1), 3: (0, 1, 3), 4: (0, 1, 2, 3)}


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that starts at ``beat`` (quarter notes from the start of the pattern) and lasts ``length`` beats."""

    beat: float
    length: float
    sign: str


def is_compound(meter: Meter) -> bool:
    """Tell whether a meter has pulses of three eighths (6/8, 9/8, 12/8)."""
    return meter.denominator == 8 and meter.numerator % 3 == 0 and meter.numerator > 3


def pulse_beats(meter: Meter) -> float:
    """The length of the pulse that one counts, in quarter notes."""
    return 1.5 if is_compound(meter) else 1.0


def strong_beats(meter: Meter) -> tuple[float, ...]:
    """The beats of a bar that carry weight: every second pulse where the pulses pair up, else the first alone."""
    pulse = pulse_beats(meter)
    pulses = round(meter.beats_per_bar / pulse)
    if pulses % 2 or meter.beats_per_bar % pulse:
        return (0.0,)
    return tuple(index * pulse for index in range(0, pulses, 1 if pulse > 1 else 2))


def within_pulse(share: float, pulse: float) -> float:
    """Where a share of a pulse lies, in quarter notes: compound pulses have places at 0, 0.5 and 1 only."""
    if pulse == 1.0 or share == 0.0:
        return share
    return 0.5 if share < 0.4 else 1.0


def clean(pattern: str) -> str:
    """A pattern without what is for the eye."""
    return pattern.replace(" ", "").replace("|", "")


def bars(pattern: str, steps: int) -> int:
    """How many bars a pattern covers."""
    return len(clean(pattern)) // steps


@cache
def lay(pattern: str, steps: int, meter: Meter) -> tuple[Hit, ...]:
    """Lay a pattern out in a meter: its hits in order, without those that a compound pulse has no room for."""
    signs = clean(pattern)
    starts: list[float] = []
    sounding: list[str] = []
    for bar in range(len(signs) // steps):
        for at, sign in _bar(signs[bar * steps : (bar + 1) * steps], steps, meter):
            start = bar * meter.beats_per_bar + at
            if starts and start <= starts[-1]:
                continue
            starts.append(start)
            sounding.append(sign)
    ends = [*starts[1:], bars(pattern, steps) * meter.beats_per_bar]
    return _joined(starts, ends, sounding)


def _bar(signs: str, steps: int, meter: Meter) -> list[tuple[float, str]]:
    """The steps of one bar: (beat in the bar, sign)."""
    per_pulse = steps // 4
    pulse = pulse_beats(meter)
    placed = []
    for index in range(-int(-meter.beats_per_bar // pulse)):
        source = TAKEN.get(int(meter.beats_per_bar // pulse), (0, 1, 2, 3))
        taken = source[index % len(source)]
        for step in range(per_pulse):
            at = index * pulse + within_pulse(step / per_pulse, pulse)
            if at < meter.beats_per_bar:
                placed.append((at, signs[taken * per_pulse + step]))
    return placed


def _joined(starts: list[float], ends: list[float], signs: list[str]) -> tuple[Hit, ...]:
    hits: list[Hit] = []
    for start, end, sign in zip(starts, ends, signs, strict=True):
        if sign == "-" and hits and hits[-1].beat + hits[-1].length == start:
            hits[-1] = Hit(hits[-1].beat, end - hits[-1].beat, hits[-1].sign)
        elif sign not in "-.":
            hits.append(Hit(start, end - start, sign))
    return tuple(hits)
