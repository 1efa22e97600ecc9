"""Patterns on a grid, as a musician types them, laid out in any meter.

A pattern is written in a meter of its own, on 16 steps to the whole note (sixteenths), 12 (triplets) or 8 (eighths):
a bar of 4/4 has as many, a bar of 3/4 has 12, 9 or 6, a bar of 12/8 has 24 sixteenths or 12 eighths. A longer pattern
covers several bars. ``-`` holds what sounds, ``.`` is silence, spaces and bars (``|``) are for the eye, every other
sign starts something.

Played in another meter, a pattern gives each pulse one of its own: a bar of three takes pulses 1, 2 and 4 of four, so
that a backbeat becomes a waltz. Compound meters such as 6/8 have pulses of three eighths: what is written off a plain
pulse lands on the second or third of them, and what is written in threes becomes triplets of a plain pulse.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from backend.studio.units import Meter

STEPS = (8, 12, 16)
COMMON = Meter()
# Which of the pulses that are written are played where a bar has fewer or more: {(written, played): pulses}. Five
# pulses are a bar of three and one of two.
TAKEN = {
    (4, 1): (0,), (4, 2): (0, 1), (4, 3): (0, 1, 3), (4, 5): (0, 1, 3, 2, 3),
    (3, 2): (0, 2), (3, 4): (0, 1, 0, 2), (3, 5): (0, 1, 2, 0, 2),
    (2, 3): (0, 1, 1), (2, 5): (0, 1, 1, 0, 1), (5, 2): (0, 3), (5, 3): (0, 1, 2), (5, 4): (0, 1, 3, 4),
}  # fmt: skip


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


def halves(meter: Meter) -> tuple[float, ...]:
    """The halves of a bar, in beats: equal ones, 3 + 2 in a bar of five pulses, the whole bar where it has none."""
    pulse = pulse_beats(meter)
    pulses = meter.beats_per_bar / pulse
    if pulses == 5:
        return (3 * pulse, 2 * pulse)
    return (meter.beats_per_bar,) if pulses % 2 else (meter.beats_per_bar / 2,) * 2


def strong_beats(meter: Meter) -> tuple[float, ...]:
    """The beats of a bar that carry weight: where its halves begin, and every pulse of three eighths."""
    if is_compound(meter) and len(halves(meter)) > 1:
        pulse = pulse_beats(meter)
        return tuple(index * pulse for index in range(round(meter.beats_per_bar / pulse)))
    return (0.0, halves(meter)[0]) if meter.beats_per_bar >= 4 and len(halves(meter)) > 1 else (0.0,)


def per_bar(steps: int, meter: Meter) -> int:
    """How many steps a bar of a meter has.

    Raises
    ------
    ValueError
        if its pulses cannot be divided so
    """
    if steps * pulse_beats(meter) % 4:
        raise ValueError(f"has {steps} steps to the whole note in {meter}, whose pulses cannot be divided so")
    return int(steps * meter.beats_per_bar / 4)


def source(index: int, written: int, played: int) -> int:
    """Which of the ``written`` pulses of a bar is played as pulse ``index`` of a bar of ``played`` pulses."""
    taken = TAKEN.get((written, played), tuple(range(written)))
    return taken[index % len(taken)]


def clean(pattern: str) -> str:
    """A pattern without what is for the eye."""
    return pattern.replace(" ", "").replace("|", "")


def bars(pattern: str, steps: int, written: Meter = COMMON) -> int:
    """How many bars a pattern covers."""
    return len(clean(pattern)) // per_bar(steps, written)


@cache
def lay(pattern: str, steps: int, meter: Meter, written: Meter = COMMON) -> tuple[Hit, ...]:
    """Lay a pattern that is written in one meter out in another: its hits in order, without those that find no room."""
    signs, size = clean(pattern), per_bar(steps, written)
    starts: list[float] = []
    sounding: list[str] = []
    for bar in range(len(signs) // size):
        for at, sign in _bar(signs[bar * size : (bar + 1) * size], steps, meter, written):
            start = bar * meter.beats_per_bar + at
            if starts and start <= starts[-1]:
                continue
            starts.append(start)
            sounding.append(sign)
    ends = [*starts[1:], bars(pattern, steps, written) * meter.beats_per_bar]
    return _joined(starts, ends, sounding)


def offset(index: int, steps: int, meter: Meter, written: Meter = COMMON) -> float:
    """How far from the first the step ``index`` of a few pulses lies, in beats of the meter that is played."""
    pulse, step = divmod(index, _per_pulse(steps, written))
    return pulse * pulse_beats(meter) + _within(step / _per_pulse(steps, written), meter, written)


def _per_pulse(steps: int, written: Meter) -> int:
    return int(steps * pulse_beats(written) / 4)


def _within(share: float, meter: Meter, written: Meter) -> float:
    """Where a share of a written pulse lies, in beats: compound pulses have places at 0, 0.5 and 1 for plain ones."""
    pulse = pulse_beats(meter)
    if pulse == pulse_beats(written) or pulse == 1.0 or share == 0.0:
        return share * pulse
    return 0.5 if share < 0.4 else 1.0


def _bar(signs: str, steps: int, meter: Meter, written: Meter) -> list[tuple[float, str]]:
    """The steps of one bar: (beat in the bar, sign)."""
    size = _per_pulse(steps, written)
    ours, theirs = (int(one.beats_per_bar // pulse_beats(one)) for one in (written, meter))
    placed = []
    for index in range(-int(-meter.beats_per_bar // pulse_beats(meter))):
        pulse = index if meter == written else source(index, ours, theirs)
        for step in range(size):
            at = index * pulse_beats(meter) + _within(step / size, meter, written)
            if at < meter.beats_per_bar:
                placed.append((at, signs[pulse * size + step]))
    return placed


def _joined(starts: list[float], ends: list[float], signs: list[str]) -> tuple[Hit, ...]:
    hits: list[Hit] = []
    for start, end, sign in zip(starts, ends, signs, strict=True):
        if sign == "-" and hits and hits[-1].beat + hits[-1].length == start:
            hits[-1] = Hit(hits[-1].beat, end - hits[-1].beat, hits[-1].sign)
        elif sign not in "-.":
            hits.append(Hit(start, end - start, sign))
    return tuple(hits)
