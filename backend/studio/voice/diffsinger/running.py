"""Running the models of a bank for one phrase: what was run before is taken from where it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from backend.studio.errors import BadBank, Cancelled
from backend.studio.voice.diffsinger import colours, noise, tensors
from backend.studio.voice.diffsinger.bank import Bank
from backend.studio.voice.diffsinger.character import Colour
from backend.studio.voice.diffsinger.frames import Times
from backend.studio.voice.diffsinger.grid import Grid
from backend.studio.voice.diffsinger.models import Model
from backend.studio.voice.diffsinger.networks import Network, Stable, Tensors
from backend.studio.voice.diffsinger.touches import Wishes
from backend.studio.voice.singer import IsCancelled

# OpenUtau's defaults: sampling further is hardly heard.
STEPS = {"pitch": 10, "variance": 20, "acoustic": 20}
# Of a diffusion of a thousand steps.
WHOLE = 1000

Report = Callable[[str], None]
"""``report(file)``: a network of the bank has run."""


@dataclass(frozen=True)
class Run:
    """One phrase's way through the models of a bank."""

    bank: Bank
    colour: Colour
    wishes: Wishes
    stable: Stable
    keep: tensors.Keep
    cancelled: IsCancelled
    report: Report

    def ask(self, path: Path, supplies: Mapping[str, Any], *, small: bool = False, on_cpu: bool = False) -> Tensors:
        """Run a network, or take what it gave before; ``small`` ones draw no noise and stay on the CPU.

        Raises
        ------
        Cancelled
            if the work was called off
        BadBank
            if the network cannot be run
        """
        if self.cancelled():
            raise Cancelled("Cancelled while singing.")
        network = self.stable.network(path, on_cpu=small or on_cpu)
        feeds = network.feeds({**supplies, noise.SEED: self.wishes.phrase.seed})
        take = None if small else self.wishes.phrase.seed
        found = self.keep.get(tensors.key(network, feeds, take), lambda: network.run(feeds))
        self.report(path.name)
        return found

    def encoded(self, model: Model, grid: Grid) -> Tensors:
        """Read the phonemes of a phrase with the linguistic network of a model: by their frames, or by words."""
        ends = np.cumsum(grid.words)
        supplies = {
            **self.symbols(model, grid.laid.names),
            "ph_dur": grid.counts[None],
            "word_div": grid.words[None],
            "word_dur": np.add.reduceat(grid.counts, ends - grid.words)[None],
        }
        return self.read(model, supplies, len(grid.laid.names))

    def read(self, model: Model, supplies: Mapping[str, Any], size: int) -> Tensors:
        """Run the linguistic network of a model on so many phonemes."""
        path = model.networks["linguistic"]
        found = self.ask(path, supplies, small=True)
        return {
            "encoder_out": output(found, "encoder_out", (1, size, -1), path),
            "x_masks": output(found, "x_masks", (1, size), path),
        }

    def symbols(self, model: Model, names: Sequence[str]) -> Tensors:
        """Phonemes and their languages as a model counts them."""
        return {"tokens": model.alphabet.tokens(names), "languages": model.alphabet.language_ids(names)}

    def speakers(self, model: Model, times: Times) -> Tensors:
        """The colours of the voice at some times [s], as a model takes them."""
        return colours.embedded(model, self.bank, self.colour, self.wishes.colours(times), len(times))

    def sampling(self, model: Model, part: str) -> dict[str, Any]:
        """How finely a network samples, in the protocol that it asks for."""
        network = self.stable.network(model.networks[part])
        return sampling(network, model.settings.deepest, STEPS[part])


def output(found: Tensors, name: str, shape: Sequence[int], path: Path) -> np.ndarray:
    """An output of a network; where it has no such name, its only one.

    Raises
    ------
    BadBank
        if it is missing or has another shape; -1 in ``shape`` is any size
    """
    values = next(iter(found.values())) if len(found) == 1 else found.get(name)
    if values is None:
        raise BadBank(f"{path.name} of the bank gives no {name!r}; it gives {', '.join(found)}.")
    if values.ndim != len(shape) or any(want not in (-1, size) for want, size in zip(shape, values.shape, strict=True)):
        wanted = ", ".join("any" if size < 0 else str(size) for size in shape)
        raise BadBank(f"{path.name} of the bank gives {name!r} in the shape {values.shape}; it must be ({wanted}).")
    return values


def sampling(network: Network, deepest: float | None, steps: int) -> dict[str, Any]:
    """What a network takes for sampling in so many steps: their number, or a speed-up of a thousand, and the depth."""
    depth = 1.0 if deepest is None else deepest
    if "steps" in network.inputs:
        return {"steps": steps, "depth": depth}
    if "depth" in network.inputs:
        whole = round(depth * WHOLE)
        speedup = max(1, whole // steps)
        return {"speedup": speedup, "depth": whole // speedup * speedup}
    return {"speedup": next(size for size in range(max(1, WHOLE // steps), 0, -1) if WHOLE % size == 0)}
