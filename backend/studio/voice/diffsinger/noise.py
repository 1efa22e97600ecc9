"""Noise that is drawn inside networks, made to depend on a seed alone.

Sampled models draw normal noise in their graph, and what the library draws depends on what was run before. Here each
node that draws becomes a few ordinary ones that make the numbers out of their place and a ``seed``, a new input of the
graph: the same phrase and seed sing the same on every day, and another seed sings another take.

A number is made by squaring modulo a prime, several times over [1]_, two of them become a normal one [2]_.

.. [1] Blum, Blum, Shub, "A Simple Unpredictable Pseudo-Random Number Generator", SIAM J. Computing 15, 1986.
.. [2] Box, Muller, "A Note on the Generation of Random Normal Deviates", Annals of Mathematical Statistics 29, 1958.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from backend.studio.voice.diffsinger import onnx_files
from backend.studio.voice.protobuf import Field, fields, message, number_in, whole

SEED = "seed_of_noise"
"""The name of the new input, a whole number."""
DRAWING = ("RandomNormal", "RandomNormalLike", "RandomUniform", "RandomUniformLike")

# Fields of the messages of onnx.proto3.
MODEL_GRAPH = 7
GRAPH_NODE, GRAPH_INITIALIZER, GRAPH_INPUT = 1, 5, 11
NODE_INPUT, NODE_OUTPUT, NODE_NAME, NODE_OPERATOR, NODE_ATTRIBUTE = 1, 2, 3, 4, 5
ATTRIBUTE_NAME, ATTRIBUTE_FLOAT, ATTRIBUTE_INT, ATTRIBUTE_GRAPH, ATTRIBUTE_INTS = 1, 2, 3, 6, 8
FLOAT, INT = 1, 7
# A Mersenne prime: squares of what is below it stay within 63 bits.
PRIME = 2**31 - 1
# Primes that tell places, seeds, nodes and rounds apart.
STEP, SEEDING, NODES, ROUNDS = 48_271, 69_621, 1_000_003, (16_807, 39_373, 742_938_285, 950_706_376)


def seeded(path: Path) -> bytes | None:
    """A network whose noise depends on the input ``seed_of_noise``; None for one that draws none.

    Networks that keep weights in files of their own stay as they are: from bytes alone they could not be opened.

    Raises
    ------
    BadBank
        if it is no network
    """
    found = onnx_files.look(path)
    if found.outside or not found.operators.intersection(DRAWING):
        return None
    return b"".join(
        message(MODEL_GRAPH, _whole_graph(part.content)) if part.number == MODEL_GRAPH else bytes(part.whole)
        for part in fields(onnx_files.mapped(path))
    )


@dataclass
class _Seeding:
    """How many nodes were replaced so far, and the constants that they need."""

    count: int = 0
    constants: dict[str, bytes] = field(default_factory=dict)

    def constant(self, value: float) -> str:
        """The name of a constant: a whole number, or one of 32 bits with a point."""
        name = f"{SEED}/{value!r}"
        self.constants[name] = _tensor(name, value)
        return name


@dataclass(frozen=True)
class _Node:
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


def _whole_graph(content: memoryview) -> bytes:
    seeding = _Seeding()
    inner = _graph(content, seeding, "")
    constants = b"".join(message(GRAPH_INITIALIZER, each) for each in seeding.constants.values())
    return inner + constants + message(GRAPH_INPUT, _scalar(SEED))


def _graph(content: memoryview, seeding: _Seeding, turn: str) -> bytes:
    """A graph with its noise replaced; ``turn`` is what counts the turns of the loop that it is in, if any."""
    return b"".join(
        _node(part, seeding, turn) if part.number == GRAPH_NODE else bytes(part.whole) for part in fields(content)
    )


def _node(node: Field, seeding: _Seeding, turn: str) -> bytes:
    parts = list(fields(node.content))
    operator = next((part.text for part in parts if part.number == NODE_OPERATOR), "")
    if operator in DRAWING:
        return _replaced(_read(parts, operator), seeding, turn)
    if not any(_inner(part) for part in parts if part.number == NODE_ATTRIBUTE):
        return bytes(node.whole)
    written = (
        message(NODE_ATTRIBUTE, _attribute(part, seeding, turn, operator == "Loop"))
        if part.number == NODE_ATTRIBUTE
        else bytes(part.whole)
        for part in parts
    )
    return message(GRAPH_NODE, b"".join(written))


def _inner(attribute: Field) -> bool:
    return any(part.number == ATTRIBUTE_GRAPH for part in fields(attribute.content))


def _attribute(attribute: Field, seeding: _Seeding, turn: str, is_loop: bool) -> bytes:
    return b"".join(
        message(ATTRIBUTE_GRAPH, _graph(part.content, seeding, _turn(part) if is_loop else turn))
        if part.number == ATTRIBUTE_GRAPH
        else bytes(part.whole)
        for part in fields(attribute.content)
    )


def _turn(body: Field) -> str:
    """The first input of a loop's body counts its turns."""
    first = next(part for part in fields(body.content) if part.number == GRAPH_INPUT)
    return next(part.text for part in fields(first.content) if part.number == 1)


def _read(parts: Sequence[Field], operator: str) -> _Node:
    attributes = [part for part in parts if part.number == NODE_ATTRIBUTE]
    names = [next(each.text for each in fields(part.content) if each.number == ATTRIBUTE_NAME) for part in attributes]
    return _Node(
        operator,
        tuple(part.text for part in parts if part.number == NODE_INPUT),
        next(part.text for part in parts if part.number == NODE_OUTPUT),
        dict(zip(names, attributes, strict=True)),
    )


def _replaced(node: _Node, seeding: _Seeding, turn: str) -> bytes:
    """Ordinary nodes in the place of one that draws."""
    seeding.count += 1
    made = _Made(f"{SEED}/{seeding.count}", seeding)
    shape = made.shape(node)
    first = made.hashed(shape, seeding.count, turn)
    share = made.share(first[-1])
    if "Normal" in node.operator:
        values = made.normal(share, made.share(made.mixed(first[-1], first[0], ROUNDS[3])))
        scale, offset = node.number("scale", 1.0), node.number("mean", 0.0)
    else:
        low, high = node.number("low", 0.0), node.number("high", 1.0)
        values, scale, offset = share, high - low, low
    scaled = made.add("Add", made.add("Mul", values, seeding.constant(scale)), seeding.constant(offset))
    made.add("Reshape", scaled, shape, out=node.output)
    return b"".join(made.nodes)


class _Made:
    """The nodes that take the place of one."""

    def __init__(self, name: str, seeding: _Seeding) -> None:
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

    def shape(self, node: _Node) -> str:
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


def _scalar(name: str) -> bytes:
    """The description of an input that is a whole number without a shape."""
    return message(1, name.encode()) + message(2, message(1, whole(1, INT) + message(2, b"")))
