"""A network of floats that passes over its signals less often: what is the same in all frames is put together first.

Kokoro's exporter left a convolution to be scaled and shifted after it, then to be normed in four steps and bent in
five. Each step is a pass over every frame of every channel, in memory that is slower than the arithmetic
(docs/singing.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from backend.studio.voice.graph import ATTRIBUTE, Graph, Node
from backend.studio.voice.protobuf import message, whole

New = tuple[Node, ...]
# AttributeProto: name, ints, type (7: whole numbers).
NAME, INTS, TYPE, WHOLES = 1, 8, 20, 7
SWAPPED = b"".join((message(NAME, b"perm"), *(whole(INTS, axis) for axis in (1, 0, 2)), whole(TYPE, WHOLES)))


def fold(graph: Graph, norms: Collection[str]) -> None:
    """Fold the convolutions, norms and bends of a graph that reckons in floats and where every power is a square.

    Parameters
    ----------
    norms : inputs that hold the mean or the spread of each channel
    """
    _replace(graph, _scaled_before)
    _replace(graph, _bent_unscaled)
    _replace(graph, lambda past, node: _normed_at_once(past, node, norms))


@dataclass(frozen=True)
class _Past:
    """By which nodes the tensors of a graph are made, and how often each is read."""

    makers: dict[str, Node]
    reads: Counter[str]

    @classmethod
    def of(cls, graph: Graph) -> _Past:
        makers = {tensor: node for node in graph.nodes for tensor in node.makes}
        return cls(makers, Counter(tensor for node in graph.nodes for tensor in node.reads))

    def steps(self, tensor: str, path: str) -> New:
        """The last steps that made a tensor, or none where they are others.

        ``"Add 1 Mul"`` is an addition whose second input a multiplication made.
        """
        found: list[Node] = []
        for word in path.split():
            if word.isdigit():
                tensor = found[-1].reads[int(word)]
            elif (node := self.makers.get(tensor)) is None or node.kind != word:
                return ()
            else:
                found.append(node)
        return tuple(found)


def _replace(graph: Graph, rule: Callable[[_Past, Node], New]) -> None:
    past = _Past.of(graph)
    graph.nodes = [new for node in graph.nodes for new in rule(past, node) or (node,)]


def _scaled_before(past: _Past, node: Node) -> New:
    """A convolution whose weights are scaled at opening, instead of (convolution + bias / scale) * scale."""
    made, scale = node.makes[0], node.reads[-1:]
    found = past.steps(made, "Mul 0 Cast 0 Add 0 Conv"), past.steps(made, "Mul 0 Cast 0 Add 1 Reshape 0 Div")
    if not all(found) or found[1][-1].reads[1:] != scale:
        return ()
    convolved, (bias, _) = found[0][-1], found[1][-1].reads
    signal, weights = convolved.reads
    scaled = f"{weights}_scaled"
    return (
        Node("Mul", (weights, *scale), (scaled,)),
        Node("Conv", (signal, scaled, bias), node.makes, convolved.rest),
    )


def _bent_unscaled(past: _Past, node: Node) -> New:
    """A convolution of v + sin² v where v is a * x, instead of x + sin²(a * x) / a; its weights are divided by a."""
    if node.kind != "Conv" or not (found := past.steps(node.reads[0], "Add 1 Mul 1 Pow 0 Sin 0 Mul")):
        return ()
    added, divided, _, sine, turned = found
    if turned.reads[1] != added.reads[0]:
        return ()
    bent, squared, weights = (f"{node.makes[0]}_{name}" for name in ("bent", "squared", "weights"))
    return (
        Node("Mul", sine.makes * 2, (squared,)),
        Node("Add", (*turned.makes, squared), (bent,)),
        Node("Mul", (node.reads[1], divided.reads[0]), (weights,)),
        replace(node, reads=(bent, weights, *node.reads[2:])),
    )


def _normed_at_once(past: _Past, node: Node, norms: Collection[str]) -> New:
    """One factor and one summand a channel, instead of ((signal - mean) / spread * gain + shift), times a constant."""
    turns = node.kind == "Mul" and node.reads[0] not in past.makers
    out = node.reads[1] if turns else node.makes[0]
    for gain, normed in ((0, 1), (1, 0)):
        found = past.steps(out, f"Add 0 Mul {normed} Div 0 Sub")
        if found and found[3].reads[1] in norms:
            added, gained, divided, lowered = found
            signal, mean = lowered.reads
            channels = _Channels(node.makes[0], mean, divided.reads[1], gained.reads[gain], added.reads[1])
            small = channels.turned(node.reads[0]) if turns else channels.plain()
            is_only = all(past.reads[one] == 1 for one in (signal, *lowered.makes, *divided.makes))
            convolved = past.steps(signal, "Conv") if is_only else ()
            return small + (channels.convolved(convolved[0]) if convolved else channels.applied(signal))
    return ()


@dataclass(frozen=True)
class _Channels:
    """The numbers of the channels between a signal and ``out``, each [shape=(1, channels, 1)]."""

    out: str
    mean: str
    spread: str
    gain: str
    shift: str

    def _named(self, name: str) -> str:
        return f"{self.out}_{name}"

    def plain(self) -> New:
        """Work out the factor and the summand."""
        return self._worked_out("factor", "summand")

    def turned(self, constant: str) -> New:
        """The same, times a constant."""
        first = self._worked_out("factor before", "summand before")
        return first + tuple(
            Node("Mul", (constant, self._named(f"{name} before")), (self._named(name),))
            for name in ("factor", "summand")
        )

    def _worked_out(self, factor: str, summand: str) -> New:
        factor, summand, moved = self._named(factor), self._named(summand), self._named("moved")
        return (
            Node("Div", (self.gain, self.spread), (factor,)),
            Node("Mul", (self.mean, factor), (moved,)),
            Node("Sub", (self.shift, moved), (summand,)),
        )

    def applied(self, signal: str) -> New:
        """Two passes over the signal."""
        grown = self._named("grown")
        return (
            Node("Mul", (signal, self._named("factor")), (grown,)),
            Node("Add", (grown, self._named("summand")), (self.out,)),
        )

    def convolved(self, convolution: Node) -> New:
        """No pass: the convolution that makes the signal has other weights and another bias."""
        signal, weights, bias = convolution.reads
        names = ("rows", "weights", "factors", "summands", "grown", "bias")
        rows, own_weights, factors, summands, grown, own_bias = (self._named(name) for name in names)
        return (
            Node("Transpose", (self._named("factor"),), (rows,), message(ATTRIBUTE, SWAPPED)),
            Node("Mul", (weights, rows), (own_weights,)),
            Node("Squeeze", (self._named("factor"),), (factors,)),
            Node("Squeeze", (self._named("summand"),), (summands,)),
            Node("Mul", (bias, factors), (grown,)),
            Node("Add", (grown, summands), (own_bias,)),
            replace(convolution, reads=(signal, own_weights, own_bias), makes=(self.out,)),
        )
