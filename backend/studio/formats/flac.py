"""FLAC as stems need it: lossless, nearly as small as the usual library makes it, in half the time.

Fixed predictors and Rice codes after RFC 9639; the sums in brackets are its sections. The MD5 of the sound, which would
take as long as the encoding, is left out as the standard allows (8.2): stored files are known by their SHA-256.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from backend.studio.audio import Audio
from backend.studio.jit import kernel
from backend.studio.reels import let_go

BLOCK = 4096
PARTITION = 256
"""Samples that share a Rice parameter: 6 ms, short enough for the onset of a drum."""
AT_ONCE = 64  # blocks that are encoded in one call
VENDOR = b"Mini Studio"
LEFT_SIDE, SIDE_RIGHT, MID_SIDE = 8, 9, 10  # how a block holds two channels (9.1.3)
HIGHEST_ORDER = 4
# A code of so many zeros, a one and 30 bits fits into a word behind seven bits that wait.
LONGEST_RUN = 24
# A block of n samples takes at most this much, for what does not shrink is written as it is.
ROOM = 64 + BLOCK * 2 * 4
SAMPLE_RATES = {44_100: 9, 48_000: 10, 96_000: 11}
SIZES = {16: 4, 24: 6}

Numbers = NDArray[np.int32]
Bytes = NDArray[np.uint8]
Bits = NDArray[np.int64]


def write(
    file: BinaryIO,
    audio: Audio,
    *,
    bits: int,
    sample_rate: int,
    gain: float = 1.0,
    tags: Mapping[str, str] | None = None,
) -> None:
    """Write stereo sound, shape (2, n), times ``gain``, as a whole FLAC stream; it is rounded as `quantise` does."""
    file.write(b"fLaC" + _stream_info(audio.shape[1], bits, sample_rate) + _comments(tags or {}))
    full, frames = np.float32(2 ** (bits - 1)), BLOCK * AT_ONCE
    room = np.empty(AT_ONCE * ROOM, np.uint8)
    codes = SAMPLE_RATES.get(sample_rate, 0), SIZES[bits]
    for number, start in enumerate(range(0, audio.shape[1], frames)):
        part = audio[:, start : start + frames]
        size = _encode(part, np.float32(gain), full, number * AT_ONCE, codes, bits, CRC_8, CRC_16, room)
        file.write(room[:size].data)
        let_go(part)


def _stream_info(frames: int, bits: int, sample_rate: int) -> bytes:
    """What the stream holds (8.2): sizes of blocks, unknown sizes of frames, rate, channels, bits, length, no MD5."""
    packed = sample_rate << 44 | 1 << 41 | (bits - 1) << 36 | frames
    return struct.pack(">I2H6xQ16x", 34, BLOCK, BLOCK, packed)


def _comments(tags: Mapping[str, str]) -> bytes:
    """The last block of metadata (8.6): Vorbis comments, whose numbers are little-endian."""
    rows = [f"{name.upper()}={text}".encode() for name, text in tags.items()]
    body = b"".join(struct.pack("<I", len(row)) + row for row in rows)
    body = struct.pack("<I", len(VENDOR)) + VENDOR + struct.pack("<I", len(rows)) + body
    return struct.pack(">I", 0x84000000 | len(body)) + body


def _crc_8() -> Numbers:
    """The table of the frame header's checksum, polynomial x^8 + x^2 + x + 1 (9.1.8)."""
    table = np.arange(256, dtype=np.int32)
    for _ in range(8):
        table = (table << 1) ^ np.where(table & 0x80, 0x107, 0).astype(np.int32)
    return table


def _crc_16() -> Numbers:
    """Tables of the frame's checksum, polynomial x^16 + x^15 + x^2 + 1 (9.3), for eight bytes at a time."""
    table = np.arange(256, dtype=np.int32) << 8
    for _ in range(8):
        table = (table << 1) ^ np.where(table & 0x8000, 0x18005, 0).astype(np.int32)
    rows = [table]
    for _ in range(7):
        rows.append((rows[-1] << 8 & 0xFFFF) ^ table[rows[-1] >> 8])
    return np.array(rows)


CRC_8, CRC_16 = _crc_8(), _crc_16()


@kernel
def _encode(  # noqa: PLR0917 - compiled functions take plain arguments
    audio: Audio, gain: np.float32, full: np.float32, first_number: int, codes: tuple[int, int], bits: int,
    crc_8: Numbers, crc_16: Numbers, out: Bytes,
) -> int:  # fmt: skip
    """Encode blocks one after the other; returns how many bytes they take."""
    signals = np.empty((4, BLOCK), np.int32)  # left, right, middle, side
    work, orders, left = np.empty(BLOCK, np.int32), np.empty(4, np.int64), np.empty(4)
    state = np.zeros(3, np.int64)  # bits waiting, how many, and where the next byte goes
    parameters = np.empty(BLOCK // PARTITION, np.int64)
    highest, scale = full - np.float32(1), gain * full
    for block in range((audio.shape[1] + BLOCK - 1) // BLOCK):
        n = min(BLOCK, audio.shape[1] - block * BLOCK)
        for channel in range(2):
            sound, numbers = audio[channel, block * BLOCK : block * BLOCK + n], signals[channel]
            for i in range(n):
                numbers[i] = np.int32(np.rint(min(highest, max(-full, sound[i] * scale))))
        for i in range(n):
            signals[2, i] = (signals[0, i] + signals[1, i]) >> 1
            signals[3, i] = signals[0, i] - signals[1, i]
        for signal in range(4):
            orders[signal], left[signal] = _order(signals[signal, :n])
        start = state[2]
        mode, one, other = _mode(left)
        _header(state, out, first_number + block, n, codes, mode)
        _put(state, out, _checksum_8(out, start, state[2], crc_8), 8)
        _subframe(state, out, signals[one, :n], work, parameters, orders[one], bits + (one == 3))
        _subframe(state, out, signals[other, :n], work, parameters, orders[other], bits + (other == 3))
        if state[1] % 8:
            _put(state, out, 0, 8 - state[1] % 8)
        _flush(state, out)
        crc = _checksum_16(out, start, state[2], crc_16)
        _put(state, out, crc, 16)
        _flush(state, out)
    return int(state[2])


@kernel
def _order(x: Numbers) -> tuple[int, float]:
    """The fixed predictor that leaves least, and how much that is (9.2.5)."""
    none, one, two, three, four = np.float32(0), np.float32(0), np.float32(0), np.float32(0), np.float32(0)
    double, triple, sixfold = np.float32(2), np.float32(3), np.float32(6)
    for i in range(HIGHEST_ORDER, len(x)):
        a, b, c = np.float32(x[i]), np.float32(x[i - 1]), np.float32(x[i - 2])
        d, e = np.float32(x[i - 3]), np.float32(x[i - 4])
        none += abs(a)
        one += abs(a - b)
        two += abs(a - double * b + c)
        three += abs(a - triple * (b - c) - d)
        four += abs(a - double * double * (b + d) + sixfold * c + e)
    best, least = 0, none
    if one < least:
        best, least = 1, one
    if two < least:
        best, least = 2, two
    if three < least:
        best, least = 3, three
    if four < least:
        best, least = 4, four
    return best, float(least)


@kernel
def _mode(left: NDArray[np.float64]) -> tuple[int, int, int]:
    """How to hold two channels, and which two signals that takes: those of which the predictors leave least."""
    pairs = (left[0] + left[1], left[0] + left[3], left[3] + left[1], left[2] + left[3])
    least = min(pairs[0], pairs[1], pairs[2], pairs[3])
    if pairs[3] == least:
        return MID_SIDE, 2, 3
    if pairs[1] == least:
        return LEFT_SIDE, 0, 3
    if pairs[2] == least:
        return SIDE_RIGHT, 3, 1
    return 1, 0, 1


@kernel
def _header(state: Bits, out: Bytes, number: int, n: int, codes: tuple[int, int], mode: int) -> None:  # noqa: PLR0917
    """A frame's header but for its checksum (9.1): how long it is, which number it has, how it holds its channels."""
    _put(state, out, 0xFFF8, 16)
    _put(state, out, (12 if n == BLOCK else 7) << 4 | codes[0], 8)
    _put(state, out, mode << 4 | codes[1] << 1, 8)
    if number < 0x80:
        _put(state, out, number, 8)
    elif number < 0x800:
        _put(state, out, 0xC080 | (number >> 6) << 8 | number & 0x3F, 16)
    else:  # up to 65535 blocks: an hour and a half
        _put(state, out, 0xE08080 | (number >> 12) << 16 | (number >> 6 & 0x3F) << 8 | number & 0x3F, 24)
    if n != BLOCK:
        _put(state, out, n - 1, 16)
    _flush(state, out)


@kernel
def _subframe(  # noqa: PLR0917
    state: Bits, out: Bytes, x: Numbers, work: Numbers, parameters: Bits, order: int, bits: int
) -> None:
    """One signal of a block: a constant, or what a predictor leaves, in Rice codes (9.2)."""
    n, mask = len(x), (1 << bits) - 1
    is_constant = True
    for i in range(1, n):
        is_constant &= x[i] == x[0]
    if is_constant:
        _put(state, out, 0, 8)
        _put(state, out, np.int64(x[0]) & mask, bits)
        return
    _residual(x, work, order)
    size = PARTITION if n == BLOCK else n
    cost = 0
    for start in range(0, n, size):
        k, bits_at_most = _parameter(work[max(start, order) : start + size])
        parameters[start // size] = k
        cost += bits_at_most
    if cost >= n * bits:
        _put(state, out, 2, 8)
        for i in range(n):
            _put(state, out, np.int64(x[i]) & mask, bits)
        return
    _put(state, out, (8 + order) << 1, 8)
    for i in range(order):
        _put(state, out, np.int64(x[i]) & mask, bits)
    _put(state, out, 1 << 4 | (4 if n == BLOCK else 0), 6)  # 2^4 partitions of 256; parameters of 5 bits
    for start in range(0, n, size):
        _put(state, out, parameters[start // size], 5)
        _rice(state, out, work[max(start, order) : start + size], parameters[start // size])


@kernel
def _residual(x: Numbers, work: Numbers, order: int) -> None:
    """What a predictor leaves of a signal, folded to whole numbers of 0 and more (9.2.7.2)."""
    n = len(x)
    if order == 0:
        work[:n] = x
    elif order == 1:
        for i in range(1, n):
            work[i] = x[i] - x[i - 1]
    elif order == 2:
        for i in range(2, n):
            work[i] = x[i] - 2 * x[i - 1] + x[i - 2]
    elif order == 3:
        for i in range(3, n):
            work[i] = x[i] - 3 * x[i - 1] + 3 * x[i - 2] - x[i - 3]
    else:
        for i in range(4, n):
            work[i] = x[i] - 4 * x[i - 1] + 6 * x[i - 2] - 4 * x[i - 3] + x[i - 4]
    for i in range(order, n):
        work[i] = (work[i] << 1) ^ (work[i] >> 31)


@kernel
def _parameter(folded: Numbers) -> tuple[int, int]:
    """The Rice parameter for numbers of this size, about their mean in bits, and what they then take at most."""
    total, k = 0, 0
    for i in range(len(folded)):
        total += folded[i]
    while (len(folded) << (k + 1)) < total and k < 30:
        k += 1
    return k, len(folded) * (k + 1) + (total >> k)


@kernel
def _rice(state: Bits, out: Bytes, folded: Numbers, k: int) -> None:
    """Write numbers as Rice codes. Bits wait at the top of a word, which is written whole: what is not yet full is
    written over by the next."""
    count, at = int(state[1]), np.uint64(state[2])
    waiting = int(state[0]) << (64 - count) if count else 0
    stop, ones = 1 << k, (1 << k) - 1
    for i in range(len(folded)):
        value = int(folded[i])
        zeros = value >> k
        while zeros > LONGEST_RUN:
            zeros, count = zeros - 8, count + 8
            waiting, count, at = _written(out, waiting, count, at)
        count += zeros + 1 + k
        waiting |= (stop | (value & ones)) << (64 - count)
        waiting, count, at = _written(out, waiting, count, at)
    state[0], state[1], state[2] = (waiting >> (64 - count)) & 0xFF if count else 0, count, np.int64(at)


@kernel
def _written(out: Bytes, waiting: int, count: int, at: Any) -> tuple[int, int, Any]:
    """Write the waiting bits and go on behind the last whole byte of them."""
    for i in range(8):
        out[at + np.uint64(i)] = (waiting >> (56 - 8 * i)) & 0xFF
    return waiting << (count & 56), count & 7, at + np.uint64(count >> 3)


@kernel
def _put(state: Bits, out: Bytes, value: Any, size: int) -> None:
    """Write the lowest bits of a number; fewer than eight may stay waiting."""
    state[0], state[1] = state[0] << size | value, state[1] + size
    _flush(state, out)


@kernel
def _flush(state: Bits, out: Bytes) -> None:
    while state[1] >= 8:
        state[1] -= 8
        out[state[2]] = (state[0] >> state[1]) & 0xFF
        state[2] += 1


@kernel
def _checksum_8(out: Bytes, start: int, end: int, table: Numbers) -> int:
    crc = np.int64(0)
    for i in range(start, end):
        crc = np.int64(table[crc ^ out[i]])
    return int(crc)


@kernel
def _checksum_16(out: Bytes, start: int, end: int, tables: Numbers) -> int:
    crc, i = np.int64(0), start
    while i + 8 <= end:
        crc = np.int64(
            tables[7, out[i] ^ (crc >> 8)] ^ tables[6, out[i + 1] ^ (crc & 0xFF)] ^ tables[5, out[i + 2]]
            ^ tables[4, out[i + 3]] ^ tables[3, out[i + 4]] ^ tables[2, out[i + 5]] ^ tables[1, out[i + 6]]
            ^ tables[0, out[i + 7]]
        )  # fmt: skip
        i += 8
    while i < end:
        crc = ((crc << 8) & 0xFFFF) ^ tables[0, (crc >> 8) ^ out[i]]
        i += 1
    return int(crc)
