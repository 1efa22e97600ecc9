"""The seed tree: every generator draws from its own branch, so that making one part again never disturbs another."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Seeds:
    """A place in the tree. The same seed and path give the same numbers in every process."""

    seed: int
    path: tuple[str, ...] = ()

    def child(self, *names: object) -> Seeds:
        """The branch below this one with that name."""
        return Seeds(self.seed, (*self.path, *(str(name) for name in names)))

    def rng(self, *names: object) -> np.random.Generator:
        """A fresh generator for this branch, or for the named one below it."""
        key = "/".join((str(self.seed), *self.path, *(str(name) for name in names)))
        # The first 8 bytes of a cryptographic digest: unlike ``hash`` it does not change from process to process.
        digest = hashlib.blake2b(key.encode(), digest_size=8).digest()
        return np.random.Generator(np.random.PCG64(int.from_bytes(digest, "little")))


def draw(rng: np.random.Generator, weights: Mapping[Thing, float]) -> Thing:
    """Draw one thing with a chance in proportion to its weight; the order of ``weights`` counts."""
    left = rng.random() * sum(weights.values())
    for thing, weight in weights.items():
        left -= weight
        if left < 0:
            return thing
    return list(weights)[-1]
