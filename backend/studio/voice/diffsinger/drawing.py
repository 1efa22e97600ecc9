"""Ordinary nodes of a graph that make random numbers out of their place and a seed, in the place of one that draws.

A number is made by squaring modulo a prime, several times over [1]_, two of them become a normal one [2]_. Field
numbers are those of the ONNX project's onnx.proto3.

.. [1] Blum, Blum, Shub, "A Simple Unpredictable Pseudo-Random Number Generator", SIAM J. Computing 15, 1986.
.. [2] Box, Muller, "A Note on the Generation of Random Normal Deviates", Annals of Mathematical Statistics 29, 1958.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from backend.studio.voice.protobuf import Field, fields, message, number_in, whole

SEED = "seed_of_noise"
"""The name of the new input, a whole number."""
GRAPH_NODE = 1
NODE_INPUT, NODE_OUTPUT, NODE_OPERATOR, NODE_ATTRIBUTE = 1, 2, 4, 5
ATTRIBUTE_NAME, ATTRIBUTE_FLOAT, ATTRIBUTE_INT, ATTRIBUTE_INTS = 1, 2, 3, 8
FLOAT, INT = 1, 7
# A Mersenne prime: squares of what is below it stay within 63 bits.
PRIME = 2**31 - 1
# Primes that tell places, seeds, nodes and rounds apart.
STEP, SEEDING, NODES, ROUNDS = 48_271, 69_621, 1_000_003, (16_807, 39_373, 742_938_285, 950_706_376)


@dataclass
class Seeding:
    """How many nodes were replaced so far, and the constants that they need."""

    count: int = 0
    constants: dict[str, bytes] = field(default_factory=dict)

    def constant(self, value: float) -> str:
        """The name of a constant: a whole number, or one of 32 bits with a point."""
        name = f"{SEED}/{value!r}"
        self.constants[name] = _tensor(name, value)
        return name


@dataclass(frozen=True)
class DrawingNode:
    """A node that draws: its kind, what it reads and makes, and its attributes."""

    operator: str
    inputs: tuple[str, ...]
    output: str
    attributes: dict[str, Field]

    def number(self, name: str, default: float) -> float:
        found = self.attributes.get(name)
        values = [part for part in fields(found.content) if part.number == ATTRIBUTE_FLOAT] if found else []
        return struct.unpack("<f", values[0].content)[0] if values else default

    @property
    def shape(self) -> list[int]:
        found = self.attributes.get("shape")
        return (
            [number_in(part.content) for part in fields(found.content) if part.number == ATTRIBUTE_INTS]
            if found
            else []
        )


class Made:
    """The nodes that take the place of one."""

    def __init__(self, name: str, seeding: Seeding) -> None:
        self._name, self._seeding = name, seeding
        self.nodes: list[bytes] = []

    def add(self, operator: str, *inputs: str, out: str = "", **numbers: int) -> str:
        """Add a node; the answer is the name of what it makes."""
        out = out or f"{self._name}/{len(self.nodes)}"
        parts = [message(NODE_INPUT, each.encode()) for each in inputs]
        parts += [message(NODE_OUTPUT, out.encode()), message(NODE_OPERATOR, operator.encode())]
        parts += [message(NODE_ATTRIBUTE, _number(name, value)) for name, value in numbers.items()]
        self.nodes.append(message(GRAPH_NODE, b"".join(parts)))
        return out

    def shape(self, node: DrawingNode) -> str:
        """The sizes of what is drawn."""
        if node.inputs:
            return self.add("Shape", node.inputs[0])
        name = f"{self._name}/shape"
        self._seeding.constants[name] = _sizes(name, node.shape)
        return name

    def hashed(self, shape: str, number: int, turn: str) -> list[str]:
        """Whole numbers below the prime for each place, in rounds that mix further and further."""
        constant = self._seeding.constant
        size = self.add("ReduceProd", shape, keepdims=0)
        place = self.add("Mul", self.add("Range", constant(0), size, constant(1)), constant(STEP))
        start = self.add("Mul", self.add("Mod", SEED, constant(PRIME)), constant(SEEDING))
        if turn:
            start = self.add("Add", start, self.add("Mul", turn, constant(ROUNDS[2])))
        start = self.add("Add", start, constant(number * NODES))
        found = [self.add("Mod", self.add("Add", place, start), constant(PRIME))]
        for each in ROUNDS[:3]:
            found.append(self.mixed(found[-1], found[0], each))
        return found

    def mixed(self, value: str, more: str, by: int) -> str:
        """One round: squared, and something added."""
        constant = self._seeding.constant
        squared = self.add("Mul", value, value)
        added = self.add("Add", self.add("Mod", squared, constant(PRIME)), self.add("Add", more, constant(by)))
        return self.add("Mod", added, constant(PRIME))

    def share(self, value: str) -> str:
        """Whole numbers below the prime as numbers above 0 and below 1."""
        constant = self._seeding.constant
        half = self.add("Add", self.add("Cast", value, to=FLOAT), constant(0.5))
        return self.add("Div", half, constant(float(PRIME + 1)))

    def normal(self, first: str, second: str) -> str:
        """Two numbers between 0 and 1 as a normal one."""
        constant = self._seeding.constant
        length = self.add("Sqrt", self.add("Mul", self.add("Log", first), constant(-2.0)))
        return self.add("Mul", length, self.add("Cos", self.add("Mul", second, constant(6.283185307179586))))


def _number(name: str, value: int) -> bytes:
    """An attribute that is a whole number (of type 2)."""
    return message(ATTRIBUTE_NAME, name.encode()) + whole(ATTRIBUTE_INT, value) + whole(20, 2)


def _tensor(name: str, value: float) -> bytes:
    """A constant without a shape."""
    kind, data = (INT, struct.pack("<q", value)) if isinstance(value, int) else (FLOAT, struct.pack("<f", value))
    return whole(2, kind) + message(8, name.encode()) + message(9, data)


def _sizes(name: str, sizes: Sequence[int]) -> bytes:
    """A constant of sizes."""
    data = struct.pack(f"<{len(sizes)}q", *sizes)
    return whole(1, len(sizes)) + whole(2, INT) + message(8, name.encode()) + message(9, data)


def scalar(name: str) -> bytes:
    """The description of an input that is a whole number without a shape."""
    return message(1, name.encode()) + message(2, message(1, whole(1, INT) + message(2, b"")))
