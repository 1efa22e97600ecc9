"""Generators: the numbers a SoundFont shapes a voice with (specification 2.04, section 8.1).

Times are in timecents (1200 log2 of seconds), pitches and cutoffs in cents, levels in centibels, pan and sustain of the
modulation envelope in tenths of a percent.
"""

from __future__ import annotations

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


def seconds(timecents: float) -> float:
    """Turn timecents into seconds, within the specification's 0 (at 1 ms and below) to 101 s."""
    return 0.0 if timecents <= SHORTEST + 50 else float(2 ** (min(timecents, 8000.0) / 1200))


def hertz(cents: float) -> float:
    """Turn absolute cents into Hz, within 1 mHz to 20 kHz; 6900 cents are 440 Hz."""
    return float(440 * 2 ** ((min(max(cents, -16000.0), 13500.0) - 6900) / 1200))
