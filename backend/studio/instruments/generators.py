"""Generators: the numbers a SoundFont shapes a voice with (specification 2.04, section 8.1).

Times are in timecents (1200 log2 of seconds), pitches and cutoffs in cents, levels in centibels, pan and sustain of the
modulation envelope in tenths of a percent.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum


class Gen(IntEnum):
    """Generator numbers. ``PITCH`` is not in a file: it is the target of the pitch wheel."""

    START = 0
    END = 1
    LOOP_START = 2
    LOOP_END = 3
    START_COARSE = 4
    MOD_LFO_PITCH = 5
    VIB_LFO_PITCH = 6
    MOD_ENV_PITCH = 7
    CUTOFF = 8
    RESONANCE = 9
    MOD_LFO_CUTOFF = 10
    MOD_ENV_CUTOFF = 11
    END_COARSE = 12
    MOD_LFO_VOLUME = 13
    PAN = 17
    MOD_LFO_DELAY = 21
    MOD_LFO_RATE = 22
    VIB_LFO_DELAY = 23
    VIB_LFO_RATE = 24
    MOD_ENV_DELAY = 25
    MOD_ENV_ATTACK = 26
    MOD_ENV_HOLD = 27
    MOD_ENV_DECAY = 28
    MOD_ENV_SUSTAIN = 29
    MOD_ENV_RELEASE = 30
    KEY_MOD_ENV_HOLD = 31
    KEY_MOD_ENV_DECAY = 32
    DELAY = 33
    ATTACK = 34
    HOLD = 35
    DECAY = 36
    SUSTAIN = 37
    RELEASE = 38
    KEY_HOLD = 39
    KEY_DECAY = 40
    INSTRUMENT = 41
    KEY_RANGE = 43
    VELOCITY_RANGE = 44
    LOOP_START_COARSE = 45
    FIXED_KEY = 46
    FIXED_VELOCITY = 47
    ATTENUATION = 48
    LOOP_END_COARSE = 50
    COARSE_TUNE = 51
    FINE_TUNE = 52
    SAMPLE = 53
    LOOP_MODE = 54
    SCALE_TUNING = 56
    EXCLUSIVE_CLASS = 57
    ROOT_KEY = 58
    PITCH = 59


COUNT = 61
SHORTEST = -12000.0  # timecents: 1 ms, which stands for "none"
DEFAULTS = [0.0] * COUNT
for _time in (
    *(Gen.MOD_LFO_DELAY, Gen.VIB_LFO_DELAY, Gen.MOD_ENV_DELAY, Gen.MOD_ENV_ATTACK, Gen.MOD_ENV_HOLD, Gen.MOD_ENV_DECAY),
    *(Gen.MOD_ENV_RELEASE, Gen.DELAY, Gen.ATTACK, Gen.HOLD, Gen.DECAY, Gen.RELEASE),
):
    DEFAULTS[_time] = SHORTEST
DEFAULTS[Gen.CUTOFF] = 13500.0
DEFAULTS[Gen.SCALE_TUNING] = 100.0
DEFAULTS[Gen.FIXED_KEY] = DEFAULTS[Gen.FIXED_VELOCITY] = DEFAULTS[Gen.ROOT_KEY] = -1.0

# A preset may not touch what belongs to the sample itself (section 8.5), nor the indices and ranges of its zones.
NOT_ADDED_BY_PRESETS = frozenset(
    {
        *(Gen.START, Gen.END, Gen.LOOP_START, Gen.LOOP_END, Gen.START_COARSE, Gen.END_COARSE),
        *(Gen.LOOP_START_COARSE, Gen.LOOP_END_COARSE, Gen.FIXED_KEY, Gen.FIXED_VELOCITY),
        *(Gen.LOOP_MODE, Gen.EXCLUSIVE_CLASS, Gen.ROOT_KEY),
        *(Gen.INSTRUMENT, Gen.SAMPLE, Gen.KEY_RANGE, Gen.VELOCITY_RANGE),
    }
)

# What a voice can be told, after all modulators (section 8.1.3): wilder values only stand in broken fonts.
LIMITS = {
    **dict.fromkeys((Gen.MOD_LFO_PITCH, Gen.VIB_LFO_PITCH, Gen.MOD_ENV_PITCH), (-12000.0, 12000.0)),
    **dict.fromkeys((Gen.MOD_LFO_CUTOFF, Gen.MOD_ENV_CUTOFF), (-12000.0, 12000.0)),
    **dict.fromkeys((Gen.MOD_LFO_DELAY, Gen.VIB_LFO_DELAY, Gen.MOD_ENV_DELAY, Gen.DELAY), (SHORTEST, 5000.0)),
    **dict.fromkeys((Gen.MOD_LFO_RATE, Gen.VIB_LFO_RATE), (-16000.0, 4500.0)),
    **dict.fromkeys((Gen.MOD_ENV_HOLD, Gen.HOLD), (SHORTEST, 5000.0)),
    **dict.fromkeys((Gen.MOD_ENV_ATTACK, Gen.ATTACK, Gen.MOD_ENV_DECAY, Gen.DECAY), (SHORTEST, 8000.0)),
    **dict.fromkeys((Gen.MOD_ENV_RELEASE, Gen.RELEASE), (SHORTEST, 8000.0)),
    **dict.fromkeys((Gen.KEY_MOD_ENV_HOLD, Gen.KEY_MOD_ENV_DECAY, Gen.KEY_HOLD, Gen.KEY_DECAY), (-1200.0, 1200.0)),
    Gen.CUTOFF: (1500.0, 13500.0),
    Gen.RESONANCE: (0.0, 960.0),
    Gen.MOD_LFO_VOLUME: (-960.0, 960.0),
    Gen.PAN: (-500.0, 500.0),
    Gen.MOD_ENV_SUSTAIN: (0.0, 1000.0),
    Gen.SUSTAIN: (0.0, 1440.0),
    Gen.COARSE_TUNE: (-120.0, 120.0),
    Gen.FINE_TUNE: (-99.0, 99.0),
    Gen.SCALE_TUNING: (0.0, 1200.0),
}


def limited(values: Sequence[float]) -> list[float]:
    """Hold generators within what the specification allows."""
    bounded = list(values)
    for number, (least, most) in LIMITS.items():
        bounded[number] = min(max(bounded[number], least), most)
    return bounded


def seconds(timecents: float) -> float:
    """Turn timecents into seconds, from none (at 1 ms and below) to the specification's 101 s."""
    return 0.0 if timecents <= SHORTEST + 50 else float(2 ** (min(timecents, 8000.0) / 1200))


def hertz(cents: float) -> float:
    """Turn absolute cents into Hz; 6900 cents are 440 Hz."""
    return float(440 * 2 ** ((cents - 6900) / 1200))
