"""Guitar amplifiers: two valves driven hard, four times oversampled, and the loudspeaker behind them.

What a clipper adds above half the sample rate comes back as notes that nobody played. Four times as fine, with a
speaker that ends at 5 kHz behind it, what comes back of tones up to 1.5 kHz is 80 dB down. The amplifier hears the two
sides of a stem as two guitars.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from backend.studio.audio import Audio
from backend.studio.composer import schema
from backend.studio.composer.schema import between
from backend.studio.errors import UnknownName
from backend.studio.jit import COMPILED, kernel
from backend.studio.mix.filters import Filter, bell, high_pass, low_pass
from backend.studio.score import Part
from backend.studio.units import decibels_to_gain

TABLE = Path(__file__).with_name("amps.toml")
PREFIX = "amp:"
FINER, TAPS = 4, 8
HISTORY = 2 * TAPS
"""Frames of the past that a block needs: the taps of both filters, up and down."""
CHUNK = 1024
PASSBAND = 0.42  # of a frame's rate: everything that a guitar's loudspeaker can still play


Channel = NDArray[np.float32]


@dataclass(frozen=True)
class AmpSetting:
    """An amplifier. ``tight_hz`` cuts lows before the valves, lest they blur; ``bias`` makes the valves lopsided.

    ``program`` is the General MIDI guitar that is plugged in; parts of the roles in ``doubled`` are played twice.
    """

    program: Annotated[int, between(0, 127)]
    doubled: tuple[str, ...] = ()
    tight_hz: Annotated[float, between(20, 500)] = 100.0
    gain_db: Annotated[float, between(0, 60)] = 20.0
    second_db: Annotated[float, between(0, 30)] = 6.0
    bias: Annotated[float, between(0, 0.5)] = 0.1
    body_hz: Annotated[float, between(60, 300)] = 120.0
    body_db: Annotated[float, between(-12, 12)] = 3.0
    scoop_hz: Annotated[float, between(200, 1200)] = 450.0
    scoop_db: Annotated[float, between(-18, 12)] = -2.0
    bite_hz: Annotated[float, between(1000, 5000)] = 2700.0
    bite_db: Annotated[float, between(-12, 12)] = 4.0
    speaker_hz: Annotated[float, between(2000, 9000)] = 5200.0


@cache
def load_all() -> Mapping[str, AmpSetting]:
    """Read all amplifiers, by name."""
    rows = schema.load(TABLE).items()
    return MappingProxyType({name: schema.read(AmpSetting, row, where=f"{TABLE.name}: {name}") for name, row in rows})


def find(voice: str) -> AmpSetting | None:
    """The amplifier that a part's voice names; None where it names none.

    Raises
    ------
    UnknownName
        if it names one that does not exist
    """
    if not voice.startswith(PREFIX):
        return None
    found = load_all().get(voice.removeprefix(PREFIX))
    if found is None:
        raise UnknownName(f"There is no amplifier {voice!r}; known are {', '.join(load_all())}.")
    return found


def is_doubled(part: Part) -> bool:
    """Tell whether a part is played twice, once for each side."""
    amp = find(part.voice)
    return amp is not None and part.role in amp.doubled


class Amp:
    """An amplifier and its loudspeaker, as a unit of the desk."""

    def __init__(self, setting: AmpSetting) -> None:
        self._before = Filter([high_pass(setting.tight_hz)])
        self._valves = Valves(setting.gain_db, setting.second_db, bias=setting.bias)
        # A closed cabinet: a hump where it resonates, a hole above it, a peak before the cone breaks up, then nothing.
        self._speaker = Filter([
            high_pass(75), bell(setting.body_hz, setting.body_db), bell(setting.scoop_hz, setting.scoop_db),
            bell(setting.bite_hz, setting.bite_db), low_pass(setting.speaker_hz), low_pass(1.15 * setting.speaker_hz),
        ])  # fmt: skip

    def process(self, audio: Audio) -> None:
        """Amplify the next block, in place."""
        self._before.process(audio)
        self._valves.process(audio)
        self._speaker.process(audio)


class Valves:
    """Two valves, one after the other, four times oversampled; what they give is ``LATE`` frames late."""

    LATE = TAPS - 1

    def __init__(self, first_db: float, second_db: float, *, bias: float) -> None:
        self._gains = np.float32(decibels_to_gain(first_db)), np.float32(decibels_to_gain(second_db))
        self._bias = np.float32(bias)
        self._past = np.zeros((2, HISTORY), np.float32)

    def process(self, audio: Audio) -> None:
        """Drive the next block, in place."""
        known = np.concatenate((self._past, audio), axis=1)
        self._past = known[:, -HISTORY:].copy()
        for side in range(2):
            (_drive_kernel if COMPILED else _drive_numpy)(
                known[side], interpolators(), *self._gains, self._bias, audio[side]
            )


@cache
def interpolators() -> NDArray[np.float32]:
    """A windowed sinc in ``FINER`` phases, shape (phases, taps), each of which sums to 1."""
    steps = FINER * TAPS
    at = (np.arange(steps) - (steps - 1) / 2) / FINER
    wave = np.sinc(2 * PASSBAND * at) * np.kaiser(steps, 7.0)
    rows = wave.reshape(TAPS, FINER).T
    scaled: NDArray[np.float32] = (rows / rows.sum(axis=1, keepdims=True)).astype(np.float32)
    return np.ascontiguousarray(scaled)


@kernel
def _drive_kernel(  # noqa: PLR0917 - compiled functions take plain arguments
    known: Channel, rows: NDArray[np.float32], first: np.float32, second: np.float32, bias: np.float32, out: Channel
) -> None:
    fine = np.empty((FINER, CHUNK + TAPS), np.float32)
    for start in range(0, len(out), CHUNK):
        count = min(CHUNK, len(out) - start)
        for phase in range(FINER):
            wave = fine[phase, : count + TAPS]
            wave[:] = 0
            for tap in range(TAPS):
                weight = rows[phase, tap]
                past = known[start + TAPS - tap : start + TAPS - tap + count + TAPS]
                for i in range(count + TAPS):
                    wave[i] += weight * past[i]
            for i in range(count + TAPS):
                wave[i] = _valve(second * _valve(first * wave[i] + bias))
        own = out[start : start + count]
        own[:] = 0
        for phase in range(FINER):
            # The same filter again, as many steps late as makes whole frames of both delays: seven.
            for tap in range(TAPS):
                weight = rows[FINER - 1 - phase, tap] * np.float32(1 / FINER)
                wave = fine[phase, TAPS - tap : TAPS - tap + count]
                for i in range(count):
                    own[i] += weight * wave[i]


@kernel
def _valve(x: np.float32) -> np.float32:
    """Soft at first, then flat: see `colour.saturate`."""
    held = min(np.float32(3), max(np.float32(-3), x))
    square = held * held
    return held * (np.float32(27) + square) / (np.float32(27) + np.float32(9) * square)


def _drive_numpy(  # noqa: PLR0917
    known: Channel, rows: NDArray[np.float32], first: np.float32, second: np.float32, bias: np.float32, out: Channel
) -> None:
    windows = np.lib.stride_tricks.sliding_window_view(known, TAPS)[1:, ::-1]
    fine = windows @ rows.T  # (frames + TAPS, phases)
    for gain, shift in ((first, bias), (second, np.float32(0))):
        held = np.clip(gain * fine + shift, -3, 3)
        fine = held * (27 + held**2) / (27 + 9 * held**2)
    late = np.lib.stride_tricks.sliding_window_view(fine, TAPS, axis=0)[1:, :, ::-1]
    out[:] = np.einsum("fpt,pt->f", late, rows[::-1]) / FINER
