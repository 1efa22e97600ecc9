"""Kokoro's sounder cut around its residual blocks, and their weights taken out of it; done once, at set-up."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from backend.studio.voice import residual
from backend.studio.voice.folding import Past, norm_behind, scale
from backend.studio.voice.graph import Graph, Node, rewire
from backend.studio.voice.networks import Network
from backend.studio.voice.residual import CONVOLUTIONS
from backend.studio.voice.sounder import CLOSING, OPENING, WEIGHTS, WIDENING

GENERATOR = "/decoder/decoder/generator/"
# Tensors between the parts: what opens both stages, the noise of each, the mean of the blocks of each.
OPENED, WIDENED = f"{GENERATOR}ups.0/ConvTranspose_output_0", f"{GENERATOR}reflection_pad/Pad_output_0"
NOISES = tuple(f"{GENERATOR}noise_convs.{stage}/Conv_output_0" for stage in (0, 1))
LOW_MEAN, HIGH_MEAN = f"{GENERATOR}Div_2_output_0", f"{GENERATOR}Div_4_output_0"
# What a convolution reads: x + sin²(a * x) / a.
BENT = "Add 1 Mul 1 Pow 0 Sin 0 Mul"


def cut_blocks(sounder: bytes, norms: Collection[str], folder: Path) -> None:
    """Write the parts of a sounder that reckons in floats, and the weights of its blocks, into a folder.

    Raises
    ------
    ValueError
        if it is not the one that is known here
    """
    graph = Graph(sounder)
    scale(graph)
    past = Past(graph)
    graph.nodes += [new for name in CONVOLUTIONS for new in _laid_open(past, name, norms)]
    graph.show([OPENED, *NOISES, *(f"{name}_{part}" for name in CONVOLUTIONS for part in ("factor", "summand"))])
    (folder / OPENING).write_bytes(graph.written())
    for file, mean, end in ((WIDENING, LOW_MEAN, (WIDENED,)), (CLOSING, HIGH_MEAN, ())):
        (folder / file).write_bytes(rewire(sounder, feeds={mean: ("signal", (1, "C", "T"))}, shows=end))
    graph.show(f"{name}_{part}" for part in ("weights", "bias") for name in CONVOLUTIONS)
    found = Network(graph.written()).run()
    residual.write(found[: len(CONVOLUTIONS)], found[len(CONVOLUTIONS) :], folder / WEIGHTS)


def _laid_open(past: Past, name: str, norms: Collection[str]) -> list[Node]:
    """Show the numbers of a convolution of v + sin² v, where v is a * x, and its weights, divided by a."""
    convolved = past.steps(f"{GENERATOR}{name}/Conv_output_0", "Conv")
    bent = convolved and past.steps(convolved[0].reads[0], BENT)
    norm = norm_behind(past, bent[-1].reads[1], norms) if bent else None
    if norm is None:
        raise ValueError(f"{name} is no convolution of a bent and normed signal.")
    (_, divided, *_, turned), (_, weights, bias) = bent, convolved[0].reads
    return [
        *norm.numbers(name, turned.reads[0]),
        Node("Mul", (weights, divided.reads[0]), (f"{name}_weights",)),
        Node("Identity", (bias,), (f"{name}_bias",)),
    ]
