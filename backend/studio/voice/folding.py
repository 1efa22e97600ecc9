"""A network of floats that passes over its signals less often: what is the same in all frames is put together first.

Kokoro's exporter left a convolution to be scaled and shifted after it, then to be normed in four steps. Each step is a
pass over every frame of every channel, in memory that is slower than the arithmetic (docs/singing.md).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from backend.studio.voice.graph import Graph, Node

New = tuple[Node, ...]


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


class Past:
    """By which nodes the tensors of a graph are made."""

    def __init__(self, graph: Graph) -> None:
        self._makers = {tensor: node for node in graph.nodes for tensor in node.makes}

    def steps(self, tensor: str, path: str) -> New:
        """The last steps that made a tensor, or none where they are others.

        ``"Add 1 Mul"`` is an addition whose second input a multiplication made.
        """
        found: list[Node] = []
        for word in path.split():
            if word.isdigit():
                tensor = found[-1].reads[int(word)]
            elif (node := self._makers.get(tensor)) is None or node.kind != word:
                return ()
            else:
                found.append(node)
        return tuple(found)


def _replace(graph: Graph, rule: Callable[[Past, Node], New]) -> None:
    past = Past(graph)
    graph.nodes = [new for node in graph.nodes for new in rule(past, node) or (node,)]


def _scaled_before(past: Past, node: Node) -> New:
    """A convolution whose weights are scaled at opening, instead of (convolution + bias / scale) * scale."""
    made, factor = node.makes[0], node.reads[-1:]
    found = past.steps(made, "Mul 0 Cast 0 Add 0 Conv"), past.steps(made, "Mul 0 Cast 0 Add 1 Reshape 0 Div")
    if not all(found) or found[1][-1].reads[1:] != factor:
        return ()
    convolved, (bias, _) = found[0][-1], found[1][-1].reads
    signal, weights = convolved.reads
    scaled = f"{weights}_scaled"
    return (
        Node("Mul", (weights, *factor), (scaled,)),
        Node("Conv", (signal, scaled, bias), node.makes, convolved.rest),
    )


def _normed_at_once(past: Past, node: Node, norms: Collection[str]) -> New:
    """One factor and one summand a channel."""
    out = node.makes[0]
    norm = norm_behind(past, out, norms)
    if norm is None:
        return ()
    grown = f"{out}_grown"
    return (
        *norm.numbers(out),
        Node("Mul", (norm.signal, f"{out}_factor"), (grown,)),
        Node("Add", (grown, f"{out}_summand"), (out,)),
    )


@dataclass(frozen=True)
class Norm:
    """(signal - mean) / spread * gain + shift, the last four [shape=(1, channels, 1)]."""

    signal: str
    mean: str
    spread: str
    gain: str
    shift: str

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
            return Norm(signal, mean, divided.reads[1], gained.reads[gain], added.reads[1])
    return None
