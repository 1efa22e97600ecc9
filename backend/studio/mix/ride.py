"""The section ride: the faders' way through the song, so that a chorus is louder than a verse and an intro is heard.

It is set by measurement: the loudness of each section as it stands is compared with what its energy asks for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.composer.schema import between
from backend.studio.mix.curve import HOP, Knots, knot_count
from backend.studio.mix.loudness import STEPS_PER_S, power_lufs, step_powers
from backend.studio.score import Plan, Section

QUIET_ROLES, LOUD_ROLES = ("verse",), ("chorus", "drop", "hook")
# The rides an engineer makes by hand; more is heard as somebody turning a knob.
LOWEST_DB, HIGHEST_DB = -7.0, 4.0
# What is 25 dB below the loudest moment of a section is a rest, by ear.
REST = 10 ** (-25 / 10)
# Half a second, around the bar line: short of a swell, long enough not to click.
MOVE_S = 0.5


@dataclass(frozen=True)
class RideSetting:
    """``contrast_db`` is the difference between energy 0 and 1; ``lift_db`` is how far choruses stand above verses.

    A section that is more than ``span_db`` softer than the loudest is brought up towards that.
    """

    contrast_db: Annotated[float, between(0, 20)] = 6.0
    lift_db: Annotated[float, between(0, 6)] = 2.0
    span_db: Annotated[float, between(3, 30)] = 11.0


def rides_for(bus: Audio, plan: Plan, setting: RideSetting, known: Mapping[str, float]) -> list[float]:
    """The gain in dB of each section.

    Parameters
    ----------
    bus : the sum of the stems as it stands
    known : gains of an earlier mix by section key, which stay
    """
    if all(section.key in known for section in plan.sections):
        return [known[section.key] for section in plan.sections]
    starts = _starts(plan)
    ends = [*starts[1:], plan.tempo.seconds(plan.end_beat)]
    powers = step_powers(bus)
    levels = [_level(powers, start, end) for start, end in zip(starts, ends, strict=True)]
    found = rides(plan.sections, levels, setting)
    return [known.get(section.key, gain_db) for section, gain_db in zip(plan.sections, found, strict=True)]


def curve_for(gains_db: Sequence[float], plan: Plan, frames: int) -> Knots:
    """The gain curve of the ride, from the gain of each section."""
    return _knots(_starts(plan), gains_db, frames)


def rides(sections: Sequence[Section], levels_db: Sequence[float], setting: RideSetting) -> list[float]:
    """The gain in dB of each section, from how loud it is without one.

    No section may stand out of its energy's place: the one with the most energy is the measure, less energy is lower.
    """
    top = max(range(len(sections)), key=lambda index: (sections[index].energy, levels_db[index]))
    gains = []
    for section, level in zip(sections, levels_db, strict=True):
        place = levels_db[top] - setting.contrast_db * (sections[top].energy - section.energy)
        lowered = min(0.0, place - level)
        raised = max(0.0, min(place, levels_db[top] - setting.span_db) - level)
        gains.append(min(HIGHEST_DB, max(LOWEST_DB, lowered + raised)))
    return _lifted(sections, levels_db, gains, setting.lift_db)


def _lifted(
    sections: Sequence[Section], levels_db: Sequence[float], gains: Sequence[float], lift_db: float
) -> list[float]:
    """Lower verses until they stand ``lift_db`` below the softest chorus."""
    loud = [
        level + gain
        for section, level, gain in zip(sections, levels_db, gains, strict=True)
        if section.role in LOUD_ROLES
    ]
    if not loud:
        return list(gains)
    return [
        max(LOWEST_DB, min(gain, min(loud) - lift_db - level)) if section.role in QUIET_ROLES else gain
        for section, level, gain in zip(sections, levels_db, gains, strict=True)
    ]


def _starts(plan: Plan) -> list[float]:
    return [plan.tempo.seconds(plan.start_beat(section)) for section in plan.sections]


def _level(powers: NDArray[np.float64], start_s: float, end_s: float) -> float:
    """The loudness of a section while somebody plays in it: rests of all do not make it softer."""
    first = min(int(start_s * STEPS_PER_S), len(powers) - 1)
    own = powers[first : max(first + 1, int(end_s * STEPS_PER_S))]
    played = own[own >= REST * own.max()]
    # -70 LUFS, the absolute gate of loudness, stands for a section in which nobody plays.
    return max(-70.0, power_lufs(float(played.mean())))


def _knots(starts: Sequence[float], gains_db: Sequence[float], frames: int) -> Knots:
    times: list[float] = []
    levels: list[float] = []
    for start, before, after in zip(starts[1:], gains_db, gains_db[1:], strict=False):
        times += [start - MOVE_S / 2, start + MOVE_S / 2]
        levels += [before, after]
    at = np.arange(knot_count(frames)) * HOP / SAMPLE_RATE
    curve_db = np.interp(at, times, levels) if times else np.full(len(at), gains_db[0])
    return (10 ** (curve_db / 20)).astype(np.float32)
