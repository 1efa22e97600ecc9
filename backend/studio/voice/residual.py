"""The residual blocks of Kokoro's sounder, most of what singing costs, worked out by our own kernels.

A block adds to a signal, three times, what two convolutions make of it (``bent_convolution``). Their weights are the
network's; set-up evaluates them and lays them into one file, which all processes share in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from backend.studio.voice import stopping
from backend.studio.voice.bent_convolution import BentConvolution
from backend.studio.voice.toom_cook import WIDE, Floats, evaluated, pieces_of

# Channels and taps of each block, as the network calls it.
BLOCKS = {
    "noise_res.0": (256, 7),
    "resblocks.0": (256, 3),
    "resblocks.1": (256, 7),
    "resblocks.2": (256, 11),
    "noise_res.1": (128, 11),
    "resblocks.3": (128, 3),
    "resblocks.4": (128, 7),
    "resblocks.5": (128, 11),
}
# Of the first convolution of each pair; the second has 1.
DILATIONS = (1, 3, 5)
# The convolutions of all blocks in their order, as the network calls them.
CONVOLUTIONS = tuple(
    f"{block}/convs{step}.{pair}" for block in BLOCKS for pair in range(len(DILATIONS)) for step in (1, 2)
)

# What a convolution's signal is multiplied by and what is added then [shape=(channels,)].
Numbers = tuple[Floats, Floats]


def write(weights: Sequence[Floats], biases: Sequence[Floats], file: Path) -> None:
    """Lay evaluated weights and biases of all convolutions, in their order, into a file."""
    parts = (part for weight, bias in zip(weights, biases, strict=True) for part in (evaluated(weight), bias))
    np.save(file, np.concatenate([part.ravel() for part in parts]))


class Block:
    """One block: its pairs of convolutions."""

    def __init__(self, convolutions: Sequence[BentConvolution]) -> None:
        self._pairs = list(zip(convolutions[::2], convolutions[1::2], strict=True))

    def __call__(self, signal: Floats, numbers: Sequence[Numbers]) -> Floats:
        """Return what becomes of a signal [shape=(channels, frames)]; numbers in the order of the convolutions.

        Raises
        ------
        Cancelled
            if the work that it is for was called off
        """
        found, inner = signal.copy(), np.empty_like(signal)
        for (first, second), own in zip(self._pairs, zip(numbers[::2], numbers[1::2], strict=True), strict=True):
            stopping.look()
            first(found, *own[0], inner)
            stopping.look()
            second(inner, *own[1], found, adds=True)
        return found


def read(file: Path) -> dict[str, Block]:
    """The blocks by name, their weights mapped from a file that `write` made."""
    rest = np.load(file, mmap_mode="r")
    convolutions = _convolutions(rest)
    return {name: Block(list(islice(convolutions, 2 * len(DILATIONS)))) for name in BLOCKS}


def _convolutions(numbers: Floats) -> Iterator[BentConvolution]:
    at = 0
    for channels, taps in BLOCKS.values():
        for dilation in DILATIONS:
            for own in (dilation, 1):
                shape = (WIDE, channels, pieces_of(taps) * channels)
                end = at + int(np.prod(shape))
                bias = np.array(numbers[end : end + channels])
                yield BentConvolution(numbers[at:end].reshape(shape), bias, taps, own)
                at = end + channels
