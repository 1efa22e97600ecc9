"""Protobuf messages, read and written a field at a time: a row of fields, each a number, a type and its content [1]_.

.. [1] "Protocol Buffers: Encoding".
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
# A number of 64 bits has ten bytes at most.
LONGEST = 70


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a message: ``content`` is what it holds, ``whole`` the bytes that it takes in the message."""

    number: int
    content: memoryview
    whole: memoryview
    is_nested: bool

    @property
    def text(self) -> str:
        """The content as text."""
        return bytes(self.content).decode(errors="replace")


def fields(content: memoryview) -> Iterator[Field]:
    """The fields of a message, in their order.

    Raises
    ------
    ValueError
        if it is no message
    """
    at, end = 0, len(content)
    while at < end:
        start = at
        key, at = _varint(content, at)
        kind = key & 7
        if kind == BYTES:
            size, at = _varint(content, at)
        elif kind == VARINT:
            size = _varint(content, at)[1] - at
        elif kind in (FIXED64, FIXED32):
            size = 8 if kind == FIXED64 else 4
        else:
            raise ValueError("A field of no known type.")
        if at + size > end:
            raise ValueError("A field is longer than its message.")
        yield Field(key >> 3, content[at : at + size], content[start : at + size], kind == BYTES)
        at += size


def message(number: int, content: bytes) -> bytes:
    """A field that holds a text or another message."""
    return packed(number << 3 | BYTES) + packed(len(content)) + content


def whole(number: int, value: int) -> bytes:
    """A field that holds a whole number."""
    return packed(number << 3 | VARINT) + packed(value)


def float32(number: int, value: float) -> bytes:
    """A field that holds a number of single precision."""
    return packed(number << 3 | FIXED32) + struct.pack("<f", value)


def packed(value: int) -> bytes:
    """A number in seven bits a byte, the lowest first."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*out, value))


def number_in(content: memoryview) -> int:
    """The whole number that a field holds."""
    return _varint(content, 0)[0]


def _varint(content: memoryview, at: int) -> tuple[int, int]:
    """A number, and where it ends."""
    value = 0
    for shift in range(0, LONGEST, 7):
        if at >= len(content):
            break
        byte = content[at]
        value |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return value, at
    raise ValueError("A number has no end.")
