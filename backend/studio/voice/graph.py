"""Cutting a network open: tensors inside a graph become inputs or outputs, and what nobody needs then is dropped.

Only the outer layers of the file are read, and weights are copied as they lie. Graphs with graphs inside (If, Loop) are
refused. Field numbers are those of the ONNX project's onnx.proto3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from backend.studio.voice.protobuf import Field, fields, message, whole

FLOAT = 1
# Fields of ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto and ValueInfoProto.
GRAPH = 7
NODE, INITIALIZER, INPUT, OUTPUT, VALUE_INFO = 1, 5, 11, 12, 13
NODE_INPUT, NODE_OUTPUT, NODE_ATTRIBUTE = 1, 2, 5
ATTRIBUTE_GRAPH, ATTRIBUTE_GRAPHS = 6, 11
TENSOR_NAME, VALUE_NAME = 8, 1


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
    parts = list(fields(memoryview(model)))
    graph = next(field for field in parts if field.number == GRAPH)
    cut = _cut(list(fields(graph.content)), feeds, tuple(shows))
    return b"".join(message(GRAPH, cut) if field is graph else bytes(field.whole) for field in parts)


def _cut(given: list[Field], feeds: Mapping[str, tuple[str, Sequence[int | str]]], shows: tuple[str, ...]) -> bytes:
    nodes = [_Node(field) for field in given if field.number == NODE]
    made = {name for node in nodes for name in node.outputs}
    if missing := [name for name in (*feeds, *shows) if name not in made]:
        raise ValueError(f"The graph has no tensor {', '.join(missing)}.")
    own = [field for field in given if field.number == OUTPUT]
    wanted = set(shows or (_name(field, VALUE_NAME) for field in own))
    kept, needed = _reachable(nodes, wanted, {inside: feed[0] for inside, feed in feeds.items()})
    new_inputs = [message(INPUT, _value(name, shape)) for name, shape in feeds.values()]
    new_outputs = [message(OUTPUT, _value(name, ())) for name in shows]
    out = [*kept]
    for field in given:
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
        self._whole, self._fields = field.whole, list(fields(field.content))
        self.inputs = [part.text for part in self._fields if part.number == NODE_INPUT]
        self.outputs = [part.text for part in self._fields if part.number == NODE_OUTPUT]
        attributes = (part for part in self._fields if part.number == NODE_ATTRIBUTE)
        inner = (part.number for attribute in attributes for part in fields(attribute.content))
        if {ATTRIBUTE_GRAPH, ATTRIBUTE_GRAPHS}.intersection(inner):
            raise ValueError("The graph holds graphs, which are not rewired.")

    def written(self, renamed: Mapping[str, str]) -> bytes:
        """The node as a field of its graph, reading other names."""
        if not set(renamed).intersection(self.inputs):
            return bytes(self._whole)
        parts = (
            message(NODE_INPUT, renamed.get(part.text, part.text).encode())
            if part.number == NODE_INPUT
            else bytes(part.whole)
            for part in self._fields
        )
        return message(NODE, b"".join(parts))


def _name(field: Field, number: int) -> str:
    return next((part.text for part in fields(field.content) if part.number == number), "")


def _value(name: str, shape: Sequence[int | str]) -> bytes:
    """A ValueInfoProto: a name and, where the shape is known, a tensor of floats."""
    sizes = (whole(1, size) if isinstance(size, int) else message(2, size.encode()) for size in shape)
    dims = b"".join(message(1, size) for size in sizes)
    tensor = whole(1, FLOAT) + (message(2, dims) if shape else b"")
    return message(1, name.encode()) + message(2, message(1, tensor))
