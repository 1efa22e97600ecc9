"""A network of floats that passes over its signals less often: what is the same in all frames is put together first.

Kokoro's exporter left a convolution to be scaled and shifted after it, then to be normed in four steps. Each step is a
pass over every frame of every channel, in memory that is slower than the arithmetic (docs/singing.md).
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


def scale(graph: Graph) -> None:
    """Scale the convolutions of a graph that reckons in floats by their weights."""
    _replace(graph, _scaled_before)


def fold(graph: Graph, norms: Collection[str]) -> None:
    """Scale, and norm at once.

    Parameters
    ----------
    norms : inputs that hold the mean or the spread of each channel
    """
    scale(graph)
    _replace(graph, lambda past, node: _normed_at_once(past, node, norms))


@dataclass(frozen=True)
class Past:
    """By which nodes the tensors of a graph are made, and how often each is read."""

    makers: dict[str, Node]
    reads: Counter[str]

    @classmethod
    def of(cls, graph: Graph) -> Past:
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


def _replace(graph: Graph, rule: Callable[[Past, Node], New]) -> None:
    past = Past.of(graph)
    graph.nodes = [new for node in graph.nodes for new in rule(past, node) or (node,)]


def _scaled_before(past: Past, node: Node) -> New:
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


def _normed_at_once(past: Past, node: Node, norms: Collection[str]) -> New:
    """One factor and one summand a channel, or none of them where a convolution can have them in its weights."""
    norm, out = norm_behind(past, node.makes[0], norms), node.makes[0]
    if norm is None:
        return ()
    convolved = past.steps(norm.signal, "Conv") if norm.is_only else ()
    return norm.numbers(out) + (_convolved(convolved[0], out) if convolved else _applied(norm.signal, out))


@dataclass(frozen=True)
class Norm:
    """(signal - mean) / spread * gain + shift, the last four [shape=(1, channels, 1)].

    ``is_only`` says whether nothing else reads the signal.
    """

    signal: str
    mean: str
    spread: str
    gain: str
    shift: str
    is_only: bool

    def numbers(self, out: str, turn: str = "") -> New:
        """Work out the factor and the summand that say the same, both times ``turn`` where it is given."""
        names = ("factor", "moved", "summand")
        factor, moved, summand = (f"{out}_{name}{'_before' if turn else ''}" for name in names)
        found = (
            Node("Div", (self.gain, self.spread), (factor,)),
            Node("Mul", (self.mean, factor), (moved,)),
            Node("Sub", (self.shift, moved), (summand,)),
        )
        turned = ((factor, f"{out}_factor"), (summand, f"{out}_summand")) if turn else ()
        return found + tuple(Node("Mul", (turn, before), (after,)) for before, after in turned)


def norm_behind(past: Past, tensor: str, norms: Collection[str]) -> Norm | None:
    """The norm that made a tensor, if one did."""
    for gain, normed in ((0, 1), (1, 0)):
        found = past.steps(tensor, f"Add 0 Mul {normed} Div 0 Sub")
        if found and found[3].reads[1] in norms:
            added, gained, divided, lowered = found
            signal, mean = lowered.reads
            is_only = all(past.reads[one] == 1 for one in (signal, *lowered.makes, *divided.makes))
            return Norm(signal, mean, divided.reads[1], gained.reads[gain], added.reads[1], is_only)
    return None


def _applied(signal: str, out: str) -> New:
    """Two passes over a signal."""
    grown = f"{out}_grown"
    return Node("Mul", (signal, f"{out}_factor"), (grown,)), Node("Add", (grown, f"{out}_summand"), (out,))


def _convolved(convolution: Node, out: str) -> New:
    """No pass: the convolution that makes the signal has other weights and another bias."""
    signal, weights, bias = convolution.reads
    names = ("rows", "weights", "factors", "summands", "grown", "bias")
    rows, own_weights, factors, summands, grown, own_bias = (f"{out}_{name}" for name in names)
    return (
        Node("Transpose", (f"{out}_factor",), (rows,), message(ATTRIBUTE, SWAPPED)),
        Node("Mul", (weights, rows), (own_weights,)),
        Node("Squeeze", (f"{out}_factor",), (factors,)),
        Node("Squeeze", (f"{out}_summand",), (summands,)),
        Node("Mul", (bias, factors), (grown,)),
        Node("Add", (grown, summands), (own_bias,)),
        replace(convolution, reads=(signal, own_weights, own_bias), makes=(out,)),
    )
