"""Cutting a network open: tensors inside an ONNX graph become inputs or outputs, and what nobody needs then is dropped.

Numbers of fields are those of the ONNX project's onnx.proto3. Weights are copied as they lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from backend.studio.voice.protobuf import Field, fields, message, whole

# Fields of ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto, ValueInfoProto.
GRAPH = 7
NODE, INITIALIZER, INPUT, OUTPUT, VALUE_INFO = 1, 5, 11, 12, 13
READS, MAKES, KIND, ATTRIBUTE = 1, 2, 4, 5
INNER_GRAPHS = {6, 11}
TENSOR_NAME, VALUE_NAME = 8, 1
FLOAT = 1

Shape = Sequence[int | str]


@dataclass(frozen=True)
class Node:
    """A node of a graph: its kind, the tensors that it reads and makes, and its other fields as they lie."""

    kind: str
    reads: tuple[str, ...]
    makes: tuple[str, ...]
    rest: bytes = b""

    @classmethod
    def read(cls, field: Field) -> Node:
        """Read a node.

        Raises
        ------
        ValueError
            if it holds a graph (If, Loop): names inside would be missed
        """
        parts = list(fields(field.content))
        for part in parts:
            if part.number == ATTRIBUTE and INNER_GRAPHS.intersection(one.number for one in fields(part.content)):
                raise ValueError("The graph holds graphs, which are not rewired.")
        reads, makes = (tuple(part.text for part in parts if part.number == number) for number in (READS, MAKES))
        rest = b"".join(bytes(part.whole) for part in parts if part.number not in (READS, MAKES, KIND))
        return cls(_text_of(field.content, KIND), reads, makes, rest)

    def written(self) -> bytes:
        """The node as a field of its graph."""
        named = (*((READS, name) for name in self.reads), *((MAKES, name) for name in self.makes), (KIND, self.kind))
        return _nested(NODE, b"".join(_nested(number, text) for number, text in named) + self.rest)


class Graph:
    """The graph of a model, to be changed and written again."""

    def __init__(self, model: bytes) -> None:
        self._model = list(fields(memoryview(model)))
        graph = next(field for field in self._model if field.number == GRAPH)
        self._fields = [field for field in fields(graph.content) if field.number not in (NODE, VALUE_INFO)]
        self.nodes = [Node.read(field) for field in fields(graph.content) if field.number == NODE]
        self._outputs = [field for field in self._fields if field.number == OUTPUT]
        self._shown = tuple(_text_of(field.content, VALUE_NAME) for field in self._outputs)
        self._fed: dict[str, Shape] = {}

    def feed(self, feeds: Mapping[str, tuple[str, Shape]]) -> None:
        """Let inputs (name and shape, of floats) take the place of tensors inside.

        Raises
        ------
        ValueError
            if there is no such tensor
        """
        self._need(feeds)
        self.rename({inside: name for inside, (name, _) in feeds.items()})
        self._fed |= dict(feeds.values())

    def show(self, tensors: Iterable[str]) -> None:
        """Let tensors inside be the outputs, in this order, instead of the graph's own.

        Raises
        ------
        ValueError
            if there is no such tensor
        """
        self._shown, self._outputs = tuple(tensors), []
        self._need(self._shown)

    def rename(self, names: Mapping[str, str]) -> None:
        """Let nodes read other tensors than they did."""
        self.nodes = [
            replace(node, reads=tuple(names.get(name, name) for name in node.reads))
            if any(name in names for name in node.reads)
            else node
            for node in self.nodes
        ]

    def written(self) -> bytes:
        """The model, without what its outputs do not need."""
        kept, needed = self._needed()
        old = (bytes(field.whole) for field in self._fields if field.number != OUTPUT and _is_needed(field, needed))
        outputs = [bytes(field.whole) for field in self._outputs] or [
            _nested(OUTPUT, _value(name, ())) for name in self._shown
        ]
        inputs = (_nested(INPUT, _value(name, shape)) for name, shape in self._fed.items() if name in needed)
        graph = b"".join((*(node.written() for node in kept), *old, *inputs, *outputs))
        return b"".join(_nested(GRAPH, graph) if field.number == GRAPH else bytes(field.whole) for field in self._model)

    def _needed(self) -> tuple[list[Node], set[str]]:
        needed, kept = set(self._shown), []
        for node in reversed(self.nodes):
            if needed.intersection(node.makes):
                kept.append(node)
                needed.update(node.reads)
        return kept[::-1], needed

    def _need(self, tensors: Iterable[str]) -> None:
        made = {name for node in self.nodes for name in node.makes}
        if missing := [name for name in tensors if name not in made]:
            raise ValueError(f"The graph has no tensor {', '.join(missing)}.")


def rewire(model: bytes, *, feeds: Mapping[str, tuple[str, Shape]], shows: Sequence[str] = ()) -> bytes:
    """Feed some tensors of a model from outside, and show others.

    Parameters
    ----------
    feeds : by the name of a tensor inside, the name and shape of the input that takes its place
    shows : tensors to be the outputs; the model's own where there are none

    Raises
    ------
    ValueError
        if a tensor is not in the graph, or the graph holds graphs
    """
    graph = Graph(model)
    graph.feed(feeds)
    if shows:
        graph.show(shows)
    return graph.written()


def _is_needed(field: Field, needed: set[str]) -> bool:
    number = {INITIALIZER: TENSOR_NAME, INPUT: VALUE_NAME}.get(field.number)
    return number is None or _text_of(field.content, number) in needed


def _value(name: str, shape: Shape) -> bytes:
    """A ValueInfoProto: a name and, where the shape is known, a tensor of floats."""
    sizes = (whole(1, size) if isinstance(size, int) else _nested(2, size) for size in shape)
    dims = b"".join(_nested(1, size) for size in sizes)
    tensor = whole(1, FLOAT) + (_nested(2, dims) if shape else b"")
    return _nested(1, name) + _nested(2, _nested(1, tensor))


def _nested(number: int, content: bytes | str) -> bytes:
    return message(number, content.encode() if isinstance(content, str) else content)


def _text_of(content: memoryview, number: int) -> str:
    """The first text of a message under a number, or an empty one."""
    return next((field.text for field in fields(content) if field.number == number), "")
