"""A region and a note made into a voice: everything about its sound that does not depend on when it is played.

Formulas follow the SoundFont specification 2.04, chapter 9, and FluidSynth where that leaves a choice.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from backend.studio.instruments.generators import Gen, hertz, seconds
from backend.studio.instruments.modulators import modulated
from backend.studio.instruments.regions import Region
from backend.studio.instruments.samples import LOOP_UNTIL_RELEASE, Slotted, slot_key
from backend.studio.instruments.soundfont import SoundFont
from backend.studio.instruments.tables import OPEN_CUTOFF, RANGE_DB

MIDDLE_C = 60
# Six octaves up; a wilder pitch can only come from a broken font and would read a sample in no time.
STEEPEST_STEP, FLATTEST_STEP = 64.0, 1e-3
Q_AT_REST_DB = 3.01  # a resonance of 0 dB is a Butterworth filter, Q = 0.707 (section 8.1.3, generator 9)
# FluidSynth's steepest fall: 96 dB in 6 ms, so that no release clicks.
SHORTEST_FALL_S = 0.006
# FluidSynth's levels: it makes up for half of a filter's 3 dB, and velocity, volume and expression stand at 127 of 128.
MAKE_UP_DB = Q_AT_REST_DB / 2
FULL_CB = 3 * 400 * math.log10(128 / 127)
SHORTEST_ATTACK_S = 2**-10  # -12000 timecents, what a font writes for "at once"
SHORTEST_MOVE_S = 1e-4  # of the modulation envelope, so that its slopes stay finite


@dataclass(frozen=True, slots=True)
class Wobble:
    """A triangle LFO on the pitch: seconds of delay, Hz, cents either way."""

    delay_s: float
    rate_hz: float
    cents: float


@dataclass(frozen=True, slots=True)
class ModulationEnvelope:
    """The second envelope, in seconds; it sustains at 0..1."""

    delay_s: float
    attack_s: float
    hold_s: float
    decay_s: float
    sustain: float
    release_s: float


class Envelope(NamedTuple):
    """The volume envelope up to its release: frames, dB a frame for the decay, dB below full for the sustain."""

    delay: float
    attack: float
    hold: float
    decay: float
    sustain: float


@dataclass(frozen=True, slots=True)
class Motion:
    """What moves the pitch of a voice by itself: LFOs that reach it, and the modulation envelope by ``envelope_cents``.

    What does not reach the pitch is left out, so that voices that only differ in it share their waves.
    """

    wobbles: tuple[Wobble, ...]
    envelope: ModulationEnvelope | None
    envelope_cents: float


@dataclass(frozen=True, slots=True)
class Voice:
    """One layer of one note.

    ``wheel`` is the vibrato of the modulation wheel turned all the way, ``row`` the line for ``tables.VOICE_ROW``.
    """

    slot: Slotted
    step: float
    motion: Motion
    wheel: Wobble
    exclusive_class: int
    is_filtered: bool
    loudest_gain: float
    envelope: Envelope
    fall: float
    row: tuple[float, ...]

    @property
    def hears_release(self) -> bool:
        """Tell whether the wave itself, before filter and envelope, depends on when the key comes up."""
        return self.motion.envelope is not None or self.slot.mode == LOOP_UNTIL_RELEASE


def voice(
    font: SoundFont, region: Region, *, key: int, velocity: int, controls: Mapping[int, int], sample_rate: int
) -> Voice:
    """Work out how a region plays one key at one velocity; ``controls`` are those that are read once, at the start."""
    key, velocity = _fixed(region, Gen.FIXED_KEY, key), _fixed(region, Gen.FIXED_VELOCITY, velocity)
    values = modulated(region.generators, region.modulators, key=key, velocity=velocity, controls=controls)
    wheel = modulated(region.generators, region.modulators, key=key, velocity=velocity, controls={**controls, 1: 127})
    envelope = _modulation_envelope(values, key)
    vibrato_s, vibrato_hz = seconds(values[Gen.VIB_LFO_DELAY]), hertz(values[Gen.VIB_LFO_RATE])
    wobbles = (
        Wobble(seconds(values[Gen.MOD_LFO_DELAY]), hertz(values[Gen.MOD_LFO_RATE]), values[Gen.MOD_LFO_PITCH]),
        Wobble(vibrato_s, vibrato_hz, values[Gen.VIB_LFO_PITCH]),
    )
    bends = values[Gen.MOD_ENV_PITCH]
    left, right = _gains(values)
    volume = _volume(values, key, sample_rate)
    return Voice(
        slot=slot_key(region.sample, values),
        step=_step(font, region, values, key, sample_rate),
        motion=Motion(tuple(one for one in wobbles if one.cents), envelope if bends else None, bends),
        wheel=Wobble(vibrato_s, vibrato_hz, wheel[Gen.VIB_LFO_PITCH] - values[Gen.VIB_LFO_PITCH]),
        exclusive_class=int(values[Gen.EXCLUSIVE_CLASS]),
        is_filtered=_is_filtered(values),
        loudest_gain=max(left, right),
        envelope=volume,
        fall=RANGE_DB / (max(SHORTEST_FALL_S, seconds(values[Gen.RELEASE])) * sample_rate),
        row=(left, right, *volume, *_colour(values, envelope, sample_rate)),
    )


def _fixed(region: Region, which: Gen, played: int) -> int:
    fixed = int(region.generators[which])
    return fixed if 0 <= fixed <= 127 else played


def _step(font: SoundFont, region: Region, values: list[float], key: int, sample_rate: int) -> float:
    """Sample frames to advance for each frame of sound."""
    header = font.tables["shdr"][region.sample]
    root = values[Gen.ROOT_KEY] if 0 <= values[Gen.ROOT_KEY] <= 127 else int(header["key"])
    root = root if root <= 127 else MIDDLE_C
    cents = (key - root) * values[Gen.SCALE_TUNING] + 100 * values[Gen.COARSE_TUNE] + values[Gen.FINE_TUNE]
    cents += values[Gen.PITCH] + int(header["correction"])
    octaves = min(max(cents / 1200, -20.0), 20.0)  # so that the power stays a number
    return min(max(int(header["rate"]) / sample_rate * 2**octaves, FLATTEST_STEP), STEEPEST_STEP)


def _gains(values: list[float]) -> tuple[float, float]:
    """Left and right gain: attenuation, make-up for resonance, and a constant-power pan."""
    gain = 10 ** (MAKE_UP_DB / 20 - min(max(values[Gen.ATTENUATION] + FULL_CB, 0.0), 1440.0) / 200)
    angle = (values[Gen.PAN] + 500) / 1000 * math.pi / 2
    gain *= 10 ** (-values[Gen.RESONANCE] / 400)  # half the resonance, as the specification's note to generator 9
    return (gain * math.cos(angle) if angle < math.pi / 2 else 0.0), gain * math.sin(angle)


def _volume(values: list[float], key: int, sample_rate: int) -> Envelope:
    below_middle = MIDDLE_C - key
    hold = seconds(values[Gen.HOLD] + values[Gen.KEY_HOLD] * below_middle)
    decay = seconds(values[Gen.DECAY] + values[Gen.KEY_DECAY] * below_middle)
    return Envelope(
        seconds(values[Gen.DELAY]) * sample_rate,
        max(SHORTEST_ATTACK_S, seconds(values[Gen.ATTACK])) * sample_rate,
        hold * sample_rate,
        RANGE_DB / max(1.0, decay * sample_rate),
        min(values[Gen.SUSTAIN] / 1000, 1.0) * RANGE_DB,  # as FluidSynth counts it: thousandths of the range, not cB
    )


def _modulation_envelope(values: list[float], key: int) -> ModulationEnvelope:
    below_middle = MIDDLE_C - key
    return ModulationEnvelope(
        seconds(values[Gen.MOD_ENV_DELAY]),
        max(SHORTEST_ATTACK_S, seconds(values[Gen.MOD_ENV_ATTACK])),
        seconds(values[Gen.MOD_ENV_HOLD] + values[Gen.KEY_MOD_ENV_HOLD] * below_middle),
        max(SHORTEST_MOVE_S, seconds(values[Gen.MOD_ENV_DECAY] + values[Gen.KEY_MOD_ENV_DECAY] * below_middle)),
        1 - values[Gen.MOD_ENV_SUSTAIN] / 1000,
        max(SHORTEST_MOVE_S, seconds(values[Gen.MOD_ENV_RELEASE])),
    )


def _colour(values: list[float], envelope: ModulationEnvelope, sample_rate: int) -> tuple[float, ...]:
    """The filter and what moves it, in the order of ``tables.VOICE_ROW``, times in frames."""
    damping = 0.5 / 10 ** ((values[Gen.RESONANCE] / 10 - Q_AT_REST_DB) / 20)
    return (
        *(values[Gen.CUTOFF], damping, _is_filtered(values), _is_moving(values)),
        seconds(values[Gen.MOD_LFO_DELAY]) * sample_rate,
        hertz(values[Gen.MOD_LFO_RATE]) / sample_rate,
        *(values[Gen.MOD_LFO_CUTOFF], values[Gen.MOD_LFO_VOLUME]),
        envelope.delay_s * sample_rate,
        envelope.attack_s * sample_rate,
        envelope.hold_s * sample_rate,
        envelope.decay_s * sample_rate,
        envelope.sustain,
        envelope.release_s * sample_rate,
        values[Gen.MOD_ENV_CUTOFF],
    )


def _is_filtered(values: list[float]) -> bool:
    return _is_moving(values) or values[Gen.CUTOFF] < OPEN_CUTOFF - 1 or values[Gen.RESONANCE] > 0


def _is_moving(values: list[float]) -> bool:
    return bool(values[Gen.MOD_LFO_CUTOFF] or values[Gen.MOD_ENV_CUTOFF])
