"""A room: early reflections and a feedback delay network, the same for all stems and linear, so that wet stems add up.

Eight delay lines feed each other through a Householder matrix [1]_, which loses nothing; each line then loses what its
length is worth of the decay time, more above ``damping_hz``. The early reflections are sparse random pulses ("velvet
noise" [2]_), which also make the network dense from the start. Everything is done a short block at a time, line by
line, so that the inner loops are sums over plain stretches of memory.

.. [1] Jot, Chaigne, "Digital delay networks for designing artificial reverberators", 90th AES Convention, 1991.
.. [2] Karjalainen, Järveläinen, "Reverberation modeling using velvet noise", 30th AES Conference, 2007.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.composer.schema import between
from backend.studio.jit import COMPILED, kernel
from backend.studio.mix.filters import Filter, high_pass

LINES = 8
# Mutually prime and spread over an octave and a half, so that their echoes do not fall together; 32..86 ms at size 1.
LENGTHS = (1423, 1627, 1847, 2113, 2441, 2803, 3259, 3793)
# Lines take turns at the two sides they are fed from and heard on; the signs keep what they carry unlike.
SIGNS = np.array([1, 1, -1, -1, 1, 1, -1, -1], np.float32)
SPREAD = np.float32(2 / LINES)
BLOCK = 256
RING = 8192
TAPS = 10
# How much of the room's energy is early reflections: a good third, as in a hall heard from its middle.
EARLY_SHARE = 0.35
# Sums of squares this small (-180 dB) are the end of a tail: what is left is set to rest.
REST = 1e-18

Rings = NDArray[np.float32]


@dataclass(frozen=True)
class RoomSetting:
    """A room. ``size`` scales its reflections, 1 is a hall of some 20 m; ``decay_s`` is the time to fall by 60 dB.

    Above ``damping_hz`` it decays in half that time; below ``low_cut_hz`` it stays dry; ``predelay_ms`` comes before.
    """

    size: Annotated[float, between(0.2, 1.8)] = 0.7
    decay_s: Annotated[float, between(0.1, 8)] = 1.4
    damping_hz: Annotated[float, between(500, 16_000)] = 5000.0
    predelay_ms: Annotated[float, between(0, 80)] = 12.0
    low_cut_hz: Annotated[float, between(20, 600)] = 180.0


class Room:
    """The room as one stem hears it. At ``amount`` 1 the room is about as loud as the stem itself."""

    def __init__(self, setting: RoomSetting, *, amount: float) -> None:
        self._amount = np.float32(amount)
        self._cut = Filter([high_pass(setting.low_cut_hz)])
        self._taps, self._pulses = _early(setting)
        self._lengths = np.array([max(BLOCK, round(length * setting.size)) for length in LENGTHS])
        self._keep = _losses(self._lengths / SAMPLE_RATE, setting)
        self._late = _late_gain(self._keep)
        self._early = np.zeros((2, RING), np.float32)
        self._lines = np.zeros((LINES, RING), np.float32)
        self._last = np.zeros(LINES, np.float32)
        self._at = 0

    def process(self, audio: Audio) -> None:
        """Add the room to the next block, in place. Blocks but the last must be multiples of 256 frames."""
        sound = audio * self._amount
        self._cut.process(sound)
        (_room_kernel if COMPILED else _room_numpy)(
            sound, self._at, self._taps, self._pulses, self._early,
            self._lengths, self._keep, self._late, self._lines, self._last,
        )  # fmt: skip
        self._at = (self._at + audio.shape[1]) % RING
        audio += sound


def _early(setting: RoomSetting) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Times and strengths of the early reflections, a row for each side: one in each tenth of 60 ms, falling by 12 dB."""
    dice = np.random.default_rng(20)
    span = 0.06 * setting.size * SAMPLE_RATE / TAPS
    predelay = setting.predelay_ms / 1000 * SAMPLE_RATE
    times = predelay + span * (np.arange(TAPS) + dice.random((2, TAPS)))
    pulses = dice.choice([-1.0, 1.0], (2, TAPS)) * 10 ** (-12 / 20 * np.arange(TAPS) / TAPS)
    pulses *= np.sqrt(EARLY_SHARE / np.square(pulses).sum(axis=1, keepdims=True))
    return times.astype(np.int64), pulses.astype(np.float32)


def _late_gain(keep: NDArray[np.float32]) -> np.float32:
    """The factor that makes the tail of an impulse as strong as its share: a line's passes are a geometric series."""
    passes = np.square(keep.sum(axis=1)).mean()
    return np.float32(np.sqrt((1 - EARLY_SHARE) / EARLY_SHARE * (1 - passes) / passes / 2))


def _losses(seconds: NDArray[np.float64], setting: RoomSetting) -> NDArray[np.float32]:
    """What a line keeps of this and of the previous sample at each pass: two taps whose gain falls with frequency."""
    flat = 10 ** (-3 * seconds / setting.decay_s)
    # At damping_hz the time is halved, so the loss in dB is doubled: |1 - d + d e^-jw|² = flat².
    turn = 1 - cos(2 * pi * setting.damping_hz / SAMPLE_RATE)
    share = np.minimum((1 - flat**2) / (2 * turn), 0.25)
    previous = (1 - np.sqrt(1 - 4 * share)) / 2
    return (flat[:, None] * np.stack([1 - previous, previous], axis=1)).astype(np.float32)


@kernel
def _add_from_ring(ring: NDArray[np.float32], begin: int, gain: np.float32, out: NDArray[np.float32]) -> None:
    first = ring[begin : begin + len(out)]
    for i in range(len(first)):
        out[i] += gain * first[i]
    rest, rest_out = ring[: len(out) - len(first)], out[len(first) :]
    for i in range(len(rest)):
        rest_out[i] += gain * rest[i]


@kernel
def _room_kernel(
    sound: Audio,
    at: int,
    taps: NDArray[np.int64],
    pulses: NDArray[np.float32],
    early: Rings,
    lengths: NDArray[np.int64],
    keep: NDArray[np.float32],
    late: np.float32,
    lines: Rings,
    last: NDArray[np.float32],
) -> None:
    # The sound that is sent comes in, the room it makes goes out, in the same array. Rows of whole arrays are plain
    # memory to the compiler, rows of slices are not: that is worth a factor of three.
    fed, heard = np.empty((2, BLOCK), np.float32), np.empty((LINES, BLOCK), np.float32)
    total, read = np.empty(BLOCK, np.float32), np.empty(BLOCK, np.float32)
    for start in range(0, sound.shape[1], BLOCK):
        block = min(BLOCK, sound.shape[1] - start)
        place = (at + start) % RING
        fed[:], total[:] = 0, 0
        for side in range(2):
            early[side, place : place + block] = sound[side, start : start + block]
            for tap in range(taps.shape[1]):
                _add_from_ring(early[side], (place - taps[side, tap]) % RING, pulses[side, tap], fed[side, :block])
        energy = np.float32(0)
        for line in range(LINES):
            read[:] = 0
            _add_from_ring(lines[line], (place - lengths[line]) % RING, np.float32(1), read[:block])
            now, before, out = keep[line, 0], keep[line, 1], heard[line, :block]
            out[0] = now * read[0] + before * last[line]
            for i in range(1, block):
                out[i] = now * read[i] + before * read[i - 1]
            last[line] = read[block - 1]
            for i in range(block):
                total[i] += out[i]
                energy += out[i] * out[i]
        if energy < REST:
            heard[:], total[:], last[:] = 0, 0, 0
        sound[:, start : start + block] = fed[:, :block]
        for line in range(LINES):
            side, sign = line % 2, SIGNS[line]
            line_in, line_out, side_in = lines[line, place : place + block], heard[line, :block], fed[side, :block]
            side_out = sound[side, start : start + block]
            for i in range(block):
                line_in[i] = line_out[i] - SPREAD * total[i] + sign * side_in[i]
                side_out[i] += sign * late * line_out[i]


def _room_numpy(
    sound: Audio,
    at: int,
    taps: NDArray[np.int64],
    pulses: NDArray[np.float32],
    early: Rings,
    lengths: NDArray[np.int64],
    keep: NDArray[np.float32],
    late: np.float32,
    lines: Rings,
    last: NDArray[np.float32],
) -> None:
    for start in range(0, sound.shape[1], BLOCK):
        out = sound[:, start : start + BLOCK]
        block = out.shape[1]
        place, steps = (at + start) % RING, np.arange(block)
        early[:, place : place + block] = out
        echoes = (place - taps[:, :, None] + steps) % RING
        fed = np.einsum("st,sti->si", pulses, np.take_along_axis(early[:, None, :], echoes, axis=2))
        read = np.take_along_axis(lines, (place - lengths[:, None] + steps) % RING, axis=1)
        heard = keep[:, :1] * read + keep[:, 1:] * np.concatenate((last[:, None], read[:, :-1]), axis=1)
        last[:] = read[:, -1]
        if np.square(heard).sum() < REST:
            heard[:], last[:] = 0, 0
        signed = SIGNS[:, None] * np.concatenate([fed] * (LINES // 2))
        lines[:, place : place + block] = heard - SPREAD * heard.sum(axis=0) + signed
        out[:] = fed + late * (SIGNS[:, None] * heard).reshape(-1, 2, block).sum(axis=0)
