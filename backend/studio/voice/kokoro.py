"""Kokoro: the main singers, one network with a pack of styles for each voice.

Set-up cuts the network into two files (``prepare``): one reads tokens without the part that makes sound, the other
makes sound from what it is told. Both are deterministic.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.studio.voice import hibari
from backend.studio.voice.graph import rewire
from backend.studio.voice.networks import Network
from backend.studio.voice.phrase import Mono
from backend.studio.voice.speech import STEP_S, Curve, Direction, Reading

VERSION = "kokoro 1.0 int8"
SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
SHARE = Path(sys.prefix) / "share" / "mini-studio" / "voices" / "kokoro"
READER, SOUNDER, STYLES = "reader.onnx", "sounder.onnx", "styles"
# Tensors inside the graph.
DURATIONS, PITCH, ENERGY = "/encoder/Clip_output_0", "/encoder/Squeeze_output_0", "/encoder/Squeeze_1_output_0"
ALIGNMENT = "/encoder/Cast_4_output_0"
# A pack holds a style for each number of tokens [shape=(510, 1, 256)].
STYLE = 256


def prepare(model: bytes, styles: Path, folder: Path) -> None:
    """Cut the network into the two that are used and put the styles of its voices beside them.

    Raises
    ------
    ValueError
        if it is not the network that is known
    """
    if (found := hashlib.sha256(model).hexdigest()) != SHA256:
        raise ValueError(f"The network has SHA-256 {found}, and should have {SHA256}.")
    feeds: dict[str, tuple[str, tuple[int | str, ...]]] = {
        ALIGNMENT: ("alignment", ("T", "F")),
        PITCH: ("hz", (1, "P")),
        ENERGY: ("energy", (1, "P")),
    }
    shutil.copytree(styles, folder / STYLES, dirs_exist_ok=True)
    (folder / READER).write_bytes(rewire(model, feeds={}, shows=(DURATIONS, PITCH, ENERGY)))
    (folder / SOUNDER).write_bytes(rewire(model, feeds=feeds))


def place() -> Path | None:
    """Where the network lies, or None where set-up has not brought it, or not the alphabet that it shares."""
    return SHARE if (SHARE / SOUNDER).is_file() and hibari.place() else None


class Halves:
    """The two halves of the network, opened when they are first used and shared by all voices."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def reader(self) -> Network:
        """From tokens to how they would be spoken."""
        return Network(self.folder / READER)

    @cached_property
    def sounder(self) -> Network:
        """From what it is told to sound."""
        return Network(self.folder / SOUNDER)


@dataclass(frozen=True)
class Memory:
    """What the second half needs again."""

    tokens: NDArray[np.int64]
    style: NDArray[np.float32]


class Kokoro:
    """The network with the styles of one voice."""

    version = VERSION

    def __init__(self, halves: Halves, name: str) -> None:
        self._halves, self._name = halves, name

    @cached_property
    def alphabet(self) -> Mapping[str, int]:
        """The token of each sign."""
        return hibari.alphabet()

    @cached_property
    def _styles(self) -> NDArray[np.float32]:
        return np.fromfile(self._halves.folder / STYLES / f"{self._name}.bin", np.float32).reshape(-1, 1, STYLE)

    def read(self, tokens: Sequence[int]) -> Reading:
        """Decide how to speak some tokens."""
        memory = Memory(np.array([tokens], np.int64), self._styles[min(len(tokens), len(self._styles) - 1)])
        run = self._halves.reader.run
        steps, hz, energy = run(tokens=memory.tokens, style=memory.style, speed=np.ones(1, np.float32))
        marks = np.concatenate([[0.0], np.cumsum(np.asarray(steps, np.float64).ravel())]) * STEP_S
        return Reading(marks, hz.ravel().astype(np.float64), energy.ravel().astype(np.float64), memory)

    def sound(self, reading: Reading, weights: Curve, told: Direction, rng: np.random.Generator) -> Mono:  # noqa: ARG002 - its noise is its own
        """Sound some tokens as told."""
        memory: Memory = reading.memory
        alignment = weights.reshape(len(weights), -1, 2).mean(axis=2).astype(np.float32)
        hz, energy = (curve[None].astype(np.float32) for curve in (told.hz, told.energy))
        run = self._halves.sounder.run
        (sound,) = run(tokens=memory.tokens, style=memory.style, alignment=alignment, hz=hz, energy=energy)
        found: Mono = sound.ravel()
        return found
