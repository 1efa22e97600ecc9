"""Cutting a network open: tensors inside a graph become inputs or outputs, and what nobody needs then is dropped.

Only the outer layers of the file are read: a protobuf message is a row of fields, each a number, a type and its
content [1]_. Weights are copied as they lie. Graphs with graphs inside (If, Loop) are refused.

.. [1] "Protocol Buffers: Encoding"; field numbers from the ONNX project's onnx.proto3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

FLOAT = 1
VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
# Fields of ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto and ValueInfoProto.
GRAPH = 7
NODE, INITIALIZER, INPUT, OUTPUT, VALUE_INFO = 1, 5, 11, 12, 13
NODE_INPUT, NODE_OUTPUT, NODE_ATTRIBUTE = 1, 2, 5
ATTRIBUTE_GRAPH, ATTRIBUTE_GRAPHS = 6, 11
TENSOR_NAME, VALUE_NAME = 8, 1


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a message: ``content`` is what it holds, ``whole`` the bytes that it takes in the message."""

    number: int
    content: memoryview
    whole: memoryview


def rewire(model: bytes, *, feeds: Mapping[str, tuple[str, Sequence[int | str]]], shows: Iterable[str] = ()) -> bytes:
    """Let tensors be fed from outside, and show others.

    Parameters
    ----------
    model : an ONNX file
    feeds : by the name of a tensor inside, the name of the input that takes its place, and that input's shape (float)
    shows : tensors to be the outputs instead of the graph's own; the graph's own where there are none

    Raises
    ------
    ValueError
        if a tensor is not in the graph, or the graph holds graphs
    """
    parts = list(_fields(memoryview(model)))
    graph = next(field for field in parts if field.number == GRAPH)
    cut = _cut(list(_fields(graph.content)), feeds, tuple(shows))
    return b"".join(_message(GRAPH, cut) if field is graph else bytes(field.whole) for field in parts)


def _cut(fields: list[Field], feeds: Mapping[str, tuple[str, Sequence[int | str]]], shows: tuple[str, ...]) -> bytes:
    nodes = [_Node(field) for field in fields if field.number == NODE]
    made = {name for node in nodes for name in node.outputs}
    if missing := [name for name in (*feeds, *shows) if name not in made]:
        raise ValueError(f"The graph has no tensor {', '.join(missing)}.")
    own = [field for field in fields if field.number == OUTPUT]
    wanted = set(shows or (_name(field, VALUE_NAME) for field in own))
    kept, needed = _reachable(nodes, wanted, {inside: feed[0] for inside, feed in feeds.items()})
    new_inputs = [_message(INPUT, _value(name, shape)) for name, shape in feeds.values()]
    new_outputs = [_message(OUTPUT, _value(name, ())) for name in shows]
    out = [*kept]
    for field in fields:
        if field.number in (NODE, VALUE_INFO) or (shows and field.number == OUTPUT):
            continue
        name = {INITIALIZER: TENSOR_NAME, INPUT: VALUE_NAME}.get(field.number)
        if name is None or _name(field, name) in needed:
            out.append(bytes(field.whole))
    return b"".join((*out, *new_inputs, *new_outputs))


def _reachable(nodes: list[_Node], wanted: set[str], renamed: Mapping[str, str]) -> tuple[list[bytes], set[str]]:
    """The nodes that the wanted tensors need, in their order, and the names of all that these read."""
    needed, kept = set(wanted), []
    for node in reversed(nodes):
        if needed.intersection(node.outputs):
            kept.append(node.written(renamed))
            needed.update(renamed.get(name, name) for name in node.inputs)
    return kept[::-1], needed


class _Node:
    """A node of the graph, by the names that it reads and makes."""

    def __init__(self, field: Field) -> None:
        self._whole, self._fields = field.whole, list(_fields(field.content))
        self.inputs = [_text(part) for part in self._fields if part.number == NODE_INPUT]
        self.outputs = [_text(part) for part in self._fields if part.number == NODE_OUTPUT]
        attributes = (part for part in self._fields if part.number == NODE_ATTRIBUTE)
        inner = (part.number for attribute in attributes for part in _fields(attribute.content))
        if {ATTRIBUTE_GRAPH, ATTRIBUTE_GRAPHS}.intersection(inner):
            raise ValueError("The graph holds graphs, which are not rewired.")

    def written(self, renamed: Mapping[str, str]) -> bytes:
        """The node as a field of its graph, reading other names."""
        if not set(renamed).intersection(self.inputs):
            return bytes(self._whole)
        parts = (
            _message(NODE_INPUT, renamed.get(_text(part), _text(part)).encode())
            if part.number == NODE_INPUT
            else bytes(part.whole)
            for part in self._fields
        )
        return _message(NODE, b"".join(parts))


def _fields(message: memoryview) -> Iterator[Field]:
    at = 0
    while at < len(message):
        start = at
        key, at = _varint(message, at)
        kind = key & 7
        if kind == BYTES:
            size, at = _varint(message, at)
        elif kind == VARINT:
            size = _varint(message, at)[1] - at
        else:
            size = {FIXED64: 8, FIXED32: 4}[kind]
        yield Field(key >> 3, message[at : at + size], message[start : at + size])
        at += size


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where it ends."""
    value, shift = 0, 0
    while True:
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def _name(field: Field, number: int) -> str:
    return next((_text(part) for part in _fields(field.content) if part.number == number), "")


def _text(field: Field) -> str:
    return bytes(field.content).decode()


def _value(name: str, shape: Sequence[int | str]) -> bytes:
    """A ValueInfoProto: a name and, where the shape is known, a tensor of floats."""
    sizes = (_number(1, size) if isinstance(size, int) else _message(2, size.encode()) for size in shape)
    dims = b"".join(_message(1, size) for size in sizes)
    tensor = _number(1, FLOAT) + (_message(2, dims) if shape else b"")
    return _message(1, name.encode()) + _message(2, _message(1, tensor))


def _message(number: int, content: bytes) -> bytes:
    return _packed(number << 3 | BYTES) + _packed(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _packed(number << 3 | VARINT) + _packed(value)


def _packed(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*out, value))
