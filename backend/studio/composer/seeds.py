"""The seed tree: every generator draws from its own branch, so that making one part again never disturbs another."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from backend.studio.constraints import OwnSeed
from backend.studio.score import Section

ANY = "*"

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Seeds:
    """A place in the tree. The same seed and path give the same numbers in every process.

    ``overrides`` are seeds of their own for sections and parts: `of` puts the same branch on another root there.
    """

    seed: int
    path: tuple[str, ...] = ()
    overrides: tuple[OwnSeed, ...] = ()

    def child(self, *names: object) -> Seeds:
        """The branch below this one with that name."""
        return replace(self, path=(*self.path, *(str(name) for name in names)))

    def of(self, section: Section, part: str) -> Seeds:
        """The same branch as it is for a part in a section, which may have a seed of their own."""
        ranks = {section.key: 2, section.letter: 1, ANY: 0}
        fitting = [one for one in self.overrides if one.section in ranks and one.part in (part, ANY)]
        if not fitting:
            return self
        # max takes the first of equals; read from the back, the later one wins.
        chosen = max(reversed(fitting), key=lambda one: (ranks[one.section], one.part == part))
        return replace(self, seed=chosen.seed)

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
