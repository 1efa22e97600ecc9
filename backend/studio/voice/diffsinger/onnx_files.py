"""What stands in an ONNX file, read without opening it: who made it up may have had anything in mind.

A protobuf message is a row of fields, each a number, a type and its content [1]_; only the messages that can refer to
something, and those that nest, are looked into. Weights are passed over as they lie.

.. [1] "Protocol Buffers: Encoding"; field numbers from the ONNX project's onnx.proto3.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from backend.studio.errors import BadBank

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
# By the message, which of its fields are messages to be looked into.
NESTED = {
    "Model": {7: "Graph", 20: "Training", 25: "Function"},
    "Training": {1: "Graph", 2: "Graph"},
    "Function": {7: "Node", 11: "Attribute"},
    "Graph": {1: "Node", 5: "Tensor", 15: "Sparse"},
    "Node": {5: "Attribute"},
    "Attribute": {5: "Tensor", 6: "Graph", 10: "Tensor", 11: "Graph", 22: "Sparse", 23: "Sparse"},
    "Sparse": {1: "Tensor", 2: "Tensor"},
    "Tensor": {13: "External"},
    "External": {},
}
OPERATOR, DOMAIN, KEY, VALUE = 4, 7, 1, 2
# The standard's operators, and the library's own that its optimiser writes. One of these reads files by name.
DOMAINS = ("", "ai.onnx", "com.microsoft")
READS_FILES = "EPContext"
MOST_MESSAGES, DEEPEST = 2_000_000, 24


@dataclass
class Found:
    """What a file refers to: operators that are none of the standard's, and files with weights."""

    nodes: int = 0
    foreign: set[str] = field(default_factory=set)
    outside: set[str] = field(default_factory=set)


def check(path: Path, root: Path) -> None:
    """Check that a file is a network that needs nothing but itself and files of its bank.

    Raises
    ------
    BadBank
        if it is not, naming what it needs
    """
    found = look(path)
    if not found.nodes:
        raise BadBank(f"{path.name} is no ONNX file.")
    if found.foreign:
        raise BadBank(
            f"{path.name} needs operators of its own, {sorted(found.foreign)[0][:80]!r}; they are never loaded."
        )
    for location in sorted(found.outside):
        place = PurePosixPath(location.replace("\\", "/"))
        weights = (path.parent / place).resolve()
        if place.is_absolute() or ".." in place.parts or not weights.is_relative_to(root.resolve()):
            raise BadBank(f"{path.name} keeps weights in {location[:80]!r}, outside the bank.")
        if not weights.is_file():
            raise BadBank(f"{path.name} keeps weights in {location[:80]!r}, which is missing.")


def look(path: Path) -> Found:
    """Read what a file refers to.

    Raises
    ------
    BadBank
        if it is no protobuf message, or nested beyond reason
    """
    found = Found()
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            view = memoryview(content)
            try:
                _look(view, found, path.name)
            finally:
                view.release()
    except (ValueError, IndexError, OSError):
        raise BadBank(f"{path.name} is no ONNX file.") from None
    return found


def _look(content: memoryview, found: Found, name: str) -> None:
    waiting = [("Model", 0, len(content), 0)]
    seen = 0
    while waiting:
        kind, start, end, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST or seen > MOST_MESSAGES:
            raise BadBank(f"{name} is nested or split beyond what a network needs.")
        texts: dict[int, str] = {}
        for number, first, last in _fields(content, start, end):
            inner = NESTED[kind].get(number)
            if inner:
                waiting.append((inner, first, last, depth + 1))
            elif (kind, number) in TEXTS:
                texts[number] = bytes(content[first:last]).decode(errors="replace")
        _note(kind, texts, found)


TEXTS = {("Node", OPERATOR), ("Node", DOMAIN), ("External", KEY), ("External", VALUE)}


def _note(kind: str, texts: dict[int, str], found: Found) -> None:
    if kind == "Node":
        found.nodes += 1
        domain, operator = texts.get(DOMAIN, ""), texts.get(OPERATOR, "")
        if domain not in DOMAINS or operator == READS_FILES:
            found.foreign.add(f"{domain}.{operator}")
    elif kind == "External" and texts.get(KEY) == "location":
        found.outside.add(texts.get(VALUE, ""))


def _fields(content: memoryview, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The fields of a message that have content: their numbers, and where that begins and ends."""
    while at < end:
        key, at = _varint(content, at, end)
        kind = key & 7
        if kind == BYTES:
            size, at = _varint(content, at, end)
            if at + size > end:
                raise ValueError("A field is longer than its message.")
            yield key >> 3, at, at + size
            at += size
        elif kind == VARINT:
            _, at = _varint(content, at, end)
        elif kind in (FIXED64, FIXED32):
            at += 8 if kind == FIXED64 else 4
        else:
            raise ValueError("A field of no known type.")


def _varint(content: memoryview, at: int, end: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where it ends."""
    value = 0
    for shift in range(0, 70, 7):
        if at >= end:
            break
        byte = content[at]
        value |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return value, at
    raise ValueError("A number has no end.")
