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
SIGNS = np.array([1, 1, -1, -1, 1, 1, -1, -1], np.float32)  # written out where the kernel adds up
SPREAD = np.float32(2 / LINES)
BLOCK = 256
RING = 8192
MIRROR = 2 * BLOCK
TAPS = 10
# How much of the room's energy is early reflections: a good third, as in a hall heard from its middle.
EARLY_SHARE = 0.35
# Sums of squares this small (-180 dB) are the end of a tail: what is left is set to rest.
REST = 1e-18

Channel = NDArray[np.float32]
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
        self._early = np.zeros((2, RING + MIRROR), np.float32)
        self._lines = np.zeros((LINES, RING + MIRROR), np.float32)
        self._at = 0

    def process(self, audio: Audio) -> None:
        """Add the room to the next block, in place. Blocks but the last must be multiples of 256 frames."""
        sound = audio * self._amount
        self._cut.process(sound)
        (_room_kernel if COMPILED else _room_numpy)(
            sound[0], sound[1], self._at, self._taps, self._pulses, self._early,
            self._lengths, self._keep, self._late, self._lines,
        )  # fmt: skip
        self._at = (self._at + audio.shape[1]) % RING
        audio += sound


def _early(setting: RoomSetting) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Times and strengths of early reflections, a row for each side: one in each tenth of 60 ms, falling by 12 dB."""
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
    kept: NDArray[np.float32] = (flat[:, None] * np.stack([1 - previous, previous], axis=1)).astype(np.float32)
    return kept


@kernel
def _room_kernel(  # noqa: PLR0917 - compiled functions take plain arguments
    left: Channel, right: Channel, at: int, taps: NDArray[np.int64], pulses: NDArray[np.float32], early: Rings,
    lengths: NDArray[np.int64], keep: NDArray[np.float32], late: np.float32, lines: Rings,
) -> None:  # fmt: skip
    # The sound that is sent comes in, the room it makes goes out, in the same arrays.
    fed, heard = np.empty((2, BLOCK), np.float32), np.empty((LINES, BLOCK), np.float32)
    for start in range(0, len(left), BLOCK):
        one, other = left[start : start + BLOCK], right[start : start + BLOCK]
        place, block = (at + start) % RING, len(one)
        is_silent = _reflect(one, place, taps[0], pulses[0], early[0], fed[0])
        is_silent &= _reflect(other, place, taps[1], pulses[1], early[1], fed[1])
        for line in range(LINES):
            begin = (place - lengths[line] - 1) % RING
            _pass(lines[line, begin : begin + block + 1], keep[line, 0], keep[line, 1], heard[line])
        if is_silent and np.square(heard).sum() < REST:
            heard[:] = 0
        _return(heard, fed, lines, place, block)
        _hear(fed[0], heard[0], heard[2], heard[4], heard[6], late, one)
        _hear(fed[1], heard[1], heard[3], heard[5], heard[7], late, other)


@kernel
def _reflect(  # noqa: PLR0917
    sound: Channel, place: int, taps: NDArray[np.int64], pulses: Channel, ring: Channel, out: Channel
) -> bool:
    """The early reflections of one side; tells whether nothing was sent."""
    block, is_silent = len(sound), True
    for i in range(block):
        ring[place + i] = sound[i]
        out[i] = 0
        is_silent &= sound[i] == 0
    _mirror(ring, place, block)
    for tap in range(len(taps)):
        begin, pulse = (place - taps[tap]) % RING, pulses[tap]
        echo = ring[begin : begin + block]
        for i in range(block):
            out[i] += pulse * echo[i]
    return is_silent


@kernel
def _pass(delayed: Channel, now: np.float32, before: np.float32, out: Channel) -> None:
    """What comes out of a line, with the loss of one pass through it."""
    for i in range(len(delayed) - 1):
        out[i] = now * delayed[i + 1] + before * delayed[i]


@kernel
def _return(heard: Rings, fed: Rings, lines: Rings, place: int, block: int) -> None:
    """Give what came out of the lines back to them, each to all, with what is new."""
    a, b, c, d, e, f, g, h = heard[0], heard[1], heard[2], heard[3], heard[4], heard[5], heard[6], heard[7]
    total = np.empty(block, np.float32)
    for i in range(block):
        total[i] = SPREAD * (a[i] + b[i] + c[i] + d[i] + e[i] + f[i] + g[i] + h[i])
    for line in range(LINES):
        ring, out, new, sign = lines[line, place : place + block], heard[line], fed[line % 2], SIGNS[line]
        for i in range(block):
            ring[i] = out[i] - total[i] + sign * new[i]
        _mirror(lines[line], place, block)


@kernel
def _hear(  # noqa: PLR0917
    early: Channel, a: Channel, b: Channel, c: Channel, d: Channel, late: np.float32, out: Channel
) -> None:
    """What one side hears: its early reflections and its four lines, by their signs."""
    for i in range(len(out)):
        out[i] = early[i] + late * (a[i] - b[i] + c[i] - d[i])


@kernel
def _mirror(ring: Channel, place: int, block: int) -> None:
    """Keep a copy of a ring's beginning behind its end, so that whatever is read lies in one piece."""
    if place < MIRROR:
        for i in range(place, place + block):
            ring[RING + i] = ring[i]


def _room_numpy(  # noqa: PLR0917
    left: Channel, right: Channel, at: int, taps: NDArray[np.int64], pulses: NDArray[np.float32], early: Rings,
    lengths: NDArray[np.int64], keep: NDArray[np.float32], late: np.float32, lines: Rings,
) -> None:  # fmt: skip
    for start in range(0, len(left), BLOCK):
        outs = left[start : start + BLOCK], right[start : start + BLOCK]
        block = len(outs[0])
        place, steps = (at + start) % RING, np.arange(block)
        early[:, place : place + block] = outs
        echoes = (place - taps[:, :, None] + steps) % RING
        fed = np.einsum("st,sti->si", pulses, np.take_along_axis(early[:, None, :], echoes, axis=2))
        places = place - lengths[:, None] + steps
        now, before = (np.take_along_axis(lines, (places - shift) % RING, axis=1) for shift in (0, 1))
        heard = keep[:, :1] * now + keep[:, 1:] * before
        if not np.any(outs) and np.square(heard).sum() < REST:
            heard[:] = 0
        signed = SIGNS[:, None] * np.concatenate([fed] * (LINES // 2))
        lines[:, place : place + block] = heard - SPREAD * heard.sum(axis=0) + signed
        wet = fed + late * (SIGNS[:, None] * heard).reshape(-1, 2, block).sum(axis=0)
        outs[0][:], outs[1][:] = wet
