"""Noise that is drawn inside networks, made to depend on a seed alone.

Sampled models draw normal noise in their graph, and what the library draws depends on what was run before. Here each
node that draws becomes a few ordinary ones that make the numbers out of their place and a ``seed``, a new input of the
graph: the same phrase and seed sing the same on every day, and another seed sings another take.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from backend.studio.voice.diffsinger import onnx_files
from backend.studio.voice.diffsinger.drawing import (
    ATTRIBUTE_NAME,
    GRAPH_NODE,
    NODE_ATTRIBUTE,
    NODE_INPUT,
    NODE_OPERATOR,
    NODE_OUTPUT,
    ROUNDS,
    SEED,
    DrawingNode,
    Made,
    Seeding,
    scalar,
)
from backend.studio.voice.protobuf import Field, fields, message

__all__ = ["DRAWING", "SEED", "seeded"]

DRAWING = ("RandomNormal", "RandomNormalLike", "RandomUniform", "RandomUniformLike")

# Fields of the messages of onnx.proto3.
MODEL_GRAPH = 7
GRAPH_INITIALIZER, GRAPH_INPUT = 5, 11
ATTRIBUTE_GRAPH = 6


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


def _whole_graph(content: memoryview) -> bytes:
    seeding = Seeding()
    inner = _graph(content, seeding, "")
    constants = b"".join(message(GRAPH_INITIALIZER, each) for each in seeding.constants.values())
    return inner + constants + message(GRAPH_INPUT, scalar(SEED))


def _graph(content: memoryview, seeding: Seeding, turn: str) -> bytes:
    """A graph with its noise replaced; ``turn`` is what counts the turns of the loop that it is in, if any."""
    return b"".join(
        _node(part, seeding, turn) if part.number == GRAPH_NODE else bytes(part.whole) for part in fields(content)
    )


def _node(node: Field, seeding: Seeding, turn: str) -> bytes:
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


def _attribute(attribute: Field, seeding: Seeding, turn: str, is_loop: bool) -> bytes:
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


def _read(parts: Sequence[Field], operator: str) -> DrawingNode:
    attributes = [part for part in parts if part.number == NODE_ATTRIBUTE]
    names = [next(each.text for each in fields(part.content) if each.number == ATTRIBUTE_NAME) for part in attributes]
    return DrawingNode(
        operator,
        tuple(part.text for part in parts if part.number == NODE_INPUT),
        next(part.text for part in parts if part.number == NODE_OUTPUT),
        dict(zip(names, attributes, strict=True)),
    )


def _replaced(node: DrawingNode, seeding: Seeding, turn: str) -> bytes:
    """Ordinary nodes in the place of one that draws."""
    seeding.count += 1
    made = Made(f"{SEED}/{seeding.count}", seeding)
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
