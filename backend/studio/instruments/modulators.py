"""Modulators: how velocity, key and controllers move the generators (specification 2.04, sections 8.2 to 8.4).

They are read once, when a note begins. The volume and expression controllers (7 and 11) are left out: they only
attenuate, the same for every voice, so `expression` multiplies the finished stem by them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from backend.studio.instruments.generators import COUNT, Gen, limited

# What makes two modulators the same one: (source, target, second source, transform) -> amount
Modulators = Mapping[tuple[int, int, int, int], float]

CONTROLLER, FALLING, BIPOLAR, CONCAVE = 0x80, 0x100, 0x200, 0x400
VELOCITY, KEY, PITCH_WHEEL, WHEEL_RANGE = 2, 3, 14, 16
MODULATION, VOLUME, BALANCE, PAN, EXPRESSION = 1, 7, 8, 10, 11
# MIDI 1.0, recommended practice RP-015: what a controller stands at before anyone moves it.
AT_REST = {VOLUME: 100, BALANCE: 64, PAN: 64, EXPRESSION: 127}
WHEEL = (PITCH_WHEEL | BIPOLAR, Gen.PITCH, WHEEL_RANGE, 0)
# The specification's velocity-to-cutoff default is left out, as in FluidSynth: free fonts are tuned without it.
DEFAULTS: Modulators = {
    (VELOCITY | FALLING | CONCAVE, Gen.ATTENUATION, 0, 0): 960.0,
    (CONTROLLER | MODULATION, Gen.VIB_LFO_PITCH, 0, 0): 50.0,
    (CONTROLLER | PAN | BIPOLAR, Gen.PAN, 0, 0): 500.0,
    WHEEL: 12700.0,
}
ON_THE_STEM = {(CONTROLLER | number | FALLING | CONCAVE, Gen.ATTENUATION, 0, 0) for number in (VOLUME, EXPRESSION)}
ABSOLUTE = 2  # the only transform besides "none"


def modulated(
    generators: Sequence[float], modulators: Modulators, *, key: int, velocity: int, controls: Mapping[int, int]
) -> list[float]:
    """Add what the modulators say for one note to its generators; bends are left to `pitch`."""
    values = list(generators)
    for identity, amount in modulators.items():
        source, target, by, transform = identity
        if identity == WHEEL or identity in ON_THE_STEM or target >= COUNT:
            continue
        change = amount * level(source, key, velocity, controls) * level(by, key, velocity, controls)
        values[target] += abs(change) if transform == ABSOLUTE else change
    return limited(values)


def level(source: int, key: int, velocity: int, controls: Mapping[int, int]) -> float:
    """Read one modulator source: 0..1, or -1..1 when it is bipolar. No source at all counts as 1."""
    number = source & 0x7F
    if source & CONTROLLER:
        value = controls.get(number, AT_REST.get(number, 0))
        # A bipolar controller rests at 64, the middle of 0..128.
        x = min(value / (128 if source & BIPOLAR else 127), 1.0)
    elif number == 0:
        return 1.0
    else:
        x = {VELOCITY: velocity / 127, KEY: key / 127, PITCH_WHEEL: 0.5, WHEEL_RANGE: 2 / 127}.get(number, 0.0)
    return _shaped(1 - x if source & FALLING else x, kind=source >> 10, bipolar=bool(source & BIPOLAR))


def _shaped(x: float, *, kind: int, bipolar: bool) -> float:
    if not bipolar:
        return _curve(x, kind)
    if kind == 3:
        return 1.0 if x >= 0.5 else -1.0
    return math.copysign(_curve(abs(2 * x - 1), kind), 2 * x - 1)


def _curve(x: float, kind: int) -> float:
    """Bend 0..1 into 0..1: linear, concave, convex or switch (section 8.2.2)."""
    if kind == 1:
        return _concave(x)
    if kind == 2:
        return 1 - _concave(1 - x)
    return x if kind == 0 else float(x >= 0.5)


def _concave(x: float) -> float:
    """The specification's curve: 40 log10 dB, that is the square of the source, over a range of 96 dB."""
    return 1.0 if x >= 1 else min(1.0, -400 / 960 * math.log10(1 - x))
