"""hibari: a small voice, far faster than time. It previews, and sings where Kokoro is not installed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from backend.studio.voice import source_filter
from backend.studio.voice.graph import rewire
from backend.studio.voice.networks import Network
from backend.studio.voice.phrase import Mono
from backend.studio.voice.source_filter import Parts
from backend.studio.voice.speech import HOP, PACE, Direction, Reading

PACKAGE, VERSION = "hibari", "hibari 0.2.1"
# Tensors inside the graph: what is read, and where it enters the second half.
DURATIONS, PITCH, ENERGY, TOKENS = "/Clip_output_0", "f0", "/Mul_62_output_0", "/Transpose_22_output_0"
FRAMES = "/Reshape_42_output_0"
CHANNELS = 128
PARTS = ("lh", "theta", "ln", "lr", "phi")


def place() -> Path | None:
    """Where the network lies, or None where its package is not installed."""
    found = find_spec(PACKAGE)
    path = Path(found.origin).parent / "assets" / "hibari.onnx" if found and found.origin else None
    return path if path and path.is_file() else None


@cache
def alphabet() -> Mapping[str, int]:
    """The token of each sign, Kokoro's as well."""
    path = place()
    found: Mapping[str, int] = json.loads(path.with_name("vocab.json").read_text(encoding="utf-8")) if path else {}
    return found


class Hibari:
    """The network."""

    version = VERSION

    def __init__(self, path: Path) -> None:
        shape = (1, "P")
        feeds = {FRAMES: ("frames", (1, CHANNELS, "P")), PITCH: ("hz", shape), ENERGY: ("energy", shape)}
        known = (DURATIONS, PITCH, ENERGY, TOKENS)
        self._reader = Network(lambda: rewire(path.read_bytes(), feeds={}, shows=known))
        self._sounder = Network(lambda: rewire(path.read_bytes(), feeds=feeds, shows=PARTS))
        self.alphabet = alphabet()

    def read(self, tokens: Sequence[int]) -> Reading:
        """Decide how to speak some tokens."""
        steps, hz, energy, known = self._reader.run(
            ids=np.array([tokens], np.int64), speed=np.full(1, PACE, np.float32)
        )
        lengths = np.rint(steps).astype(np.int64).ravel()
        return Reading(lengths, hz.ravel().astype(np.float64), energy.ravel().astype(np.float64), known)

    def sound(self, reading: Reading, told: Direction, rng: np.random.Generator) -> Mono:
        """Sing some tokens as told."""
        frames = np.repeat(reading.memory[0], 2 * reading.steps, axis=1)
        said_hz = np.where(told.said_voiced, told.said_hz, 0.0)
        hz, energy = (curve[None].astype(np.float32) for curve in (said_hz, told.energy))
        parts = Parts(*(part[0] for part in self._sounder.run(frames=frames[None], hz=hz, energy=energy)))
        aired = parts.at(told.places, rng).warped(told.formant).aired(told.breath)
        return source_filter.voice(aired, np.repeat(told.hz, HOP), rng)
