"""Kokoro's sounder around its residual blocks: networks open, widen and close what the blocks work out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from backend.studio.voice import residual
from backend.studio.voice.networks import Network
from backend.studio.voice.residual import CONVOLUTIONS, Block, Numbers
from backend.studio.voice.toom_cook import Floats

OPENING, WIDENING, CLOSING, WEIGHTS = "opening.onnx", "widening.onnx", "closing.onnx", "blocks.npy"
PARTS = (OPENING, WIDENING, CLOSING, WEIGHTS)
# The blocks of each of the two stages: that of the noise, and those whose mean goes on.
LOW = ("noise_res.0", ("resblocks.0", "resblocks.1", "resblocks.2"))
HIGH = ("noise_res.1", ("resblocks.3", "resblocks.4", "resblocks.5"))


class Sounder:
    """From features on a pitch to sound; it is run like a network."""

    def __init__(self, folder: Path) -> None:
        self._opening, self._widening, self._closing = (Network(folder / name) for name in (OPENING, WIDENING, CLOSING))
        self._weights = folder / WEIGHTS

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The names of what it takes."""
        return self._opening.inputs

    def run(self, **feeds: np.ndarray) -> tuple[np.ndarray]:
        """Run once.

        Raises
        ------
        Cancelled
            if the work that it is for was called off
        """
        signal, low_noise, high_noise, *flat = self._opening.run(**feeds)
        numbers = _numbers(flat)
        (wide,) = self._widening.run(signal=self._stage(LOW, signal, low_noise, numbers))
        (sound,) = self._closing.run(signal=self._stage(HIGH, wide, high_noise, numbers))
        return (sound,)

    def _stage(
        self, names: tuple[str, Sequence[str]], signal: Floats, noise: Floats, numbers: dict[str, list[Numbers]]
    ) -> Floats:
        """Add the noise and take the mean of three blocks; all [shape=(1, channels, frames)]."""
        of_noise, rest = names
        heard = signal[0] + self._blocks[of_noise](noise[0], numbers[of_noise])
        mean: Floats = np.zeros_like(heard)
        for name in rest:
            mean += self._blocks[name](heard, numbers[name])
        mean /= len(rest)
        return np.expand_dims(mean, 0)

    @cached_property
    def _blocks(self) -> dict[str, Block]:
        return residual.read(self._weights)


def _numbers(flat: Sequence[Floats]) -> dict[str, list[Numbers]]:
    """The factor and the summand of each convolution, block by block."""
    found: dict[str, list[Numbers]] = {}
    pairs = zip(flat[::2], flat[1::2], strict=True)
    for name, (factor, summand) in zip(CONVOLUTIONS, pairs, strict=True):
        found.setdefault(name.partition("/")[0], []).append((factor.ravel(), summand.ravel()))
    return found
