"""Ways of singing, as data: how fast words come and what a tune does with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from backend.studio.composer import schema

TABLE = Path(__file__).with_name("manners.toml")
USUAL = "pop"


@dataclass(frozen=True)
class Manner:
    """A way of singing.

    ``aim`` is how many syllables a second a line has, its breath counted in, and ``most`` what is too many;
    ``quick_s`` is the shortest note, ``longest_s`` how long the last one of a line may be held; ``fill`` is how much of
    its bars a line takes; ``melisma`` is how often a last note turns into several. A ``spoken`` way keeps to a few
    pitches; its ``chorus`` may be sung in another way.
    """

    name: str
    aim: Annotated[float, schema.between(0.5, 10)]
    most: Annotated[float, schema.between(1, 12)]
    quick_s: Annotated[float, schema.between(0.06, 0.5)] = 0.13
    longest_s: Annotated[float, schema.between(0.3, 6)] = 2.0
    fill: Annotated[float, schema.between(0.4, 1)] = 0.8
    melisma: Annotated[float, schema.between(0, 1)] = 0.0
    spoken: bool = False
    chorus: str = ""


@cache
def load_all() -> Mapping[str, Manner]:
    """Every way of singing by its name."""
    rows = schema.load(TABLE).items()
    return MappingProxyType(
        {name: schema.read(Manner, {"name": name, **row}, where=f"{TABLE.name}: {name}") for name, row in rows}
    )
