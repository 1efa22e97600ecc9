"""What stands in an ONNX file, read without opening it: who made it up may have had anything in mind.

Only the messages that can refer to something, and those that nest, are looked into; weights are passed over as they
lie. Field numbers are those of the ONNX project's onnx.proto3.
"""

from __future__ import annotations

import mmap
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from backend.studio.errors import BadBank
from backend.studio.voice.protobuf import fields

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
TEXTS = {"Node": (OPERATOR, DOMAIN), "External": (KEY, VALUE)}
# The standard's operators, and the library's own that its optimiser writes. One of these reads files by name.
DOMAINS = ("", "ai.onnx", "com.microsoft")
READS_FILES = "EPContext"
MOST_MESSAGES, DEEPEST = 2_000_000, 24


@dataclass
class Found:
    """What a file refers to: operators that are none of the standard's, and files with weights."""

    operators: set[str] = field(default_factory=set)
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
    if not found.operators:
        raise BadBank(f"{path.name} is no ONNX file.")
    if found.foreign:
        named = sorted(found.foreign)[0][:80]
        raise BadBank(f"{path.name} needs operators of its own, {named!r}; they are never loaded.")
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
        _look(mapped(path), found, path.name)
    except (ValueError, OSError):
        raise BadBank(f"{path.name} is no ONNX file.") from None
    return found


def mapped(path: Path) -> memoryview:
    """The content of a file, which is read where it is looked at.

    Raises
    ------
    ValueError, OSError
        if there is none
    """
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _look(content: memoryview, found: Found, name: str) -> None:
    waiting = [("Model", content, 0)]
    seen = 0
    while waiting:
        kind, inside, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST or seen > MOST_MESSAGES:
            raise BadBank(f"{name} is nested or split beyond what a network needs.")
        texts: dict[int, str] = {}
        for each in fields(inside):
            if not each.is_nested:
                continue
            if inner := NESTED[kind].get(each.number):
                waiting.append((inner, each.content, depth + 1))
            elif each.number in TEXTS.get(kind, ()):
                texts[each.number] = each.text
        _note(kind, texts, found)


def _note(kind: str, texts: dict[int, str], found: Found) -> None:
    if kind == "Node":
        domain, operator = texts.get(DOMAIN, ""), texts.get(OPERATOR, "")
        found.operators.add(operator)
        if domain not in DOMAINS or operator == READS_FILES:
            found.foreign.add(f"{domain}.{operator}")
    elif kind == "External" and texts.get(KEY) == "location":
        found.outside.add(texts.get(VALUE, ""))
