"""Ways of singing: how far a voice swings, glides, scoops and drifts, by the rows of expression.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from backend.studio.composer import schema
from backend.studio.composer.schema import between

TABLE = Path(__file__).with_name("expression.toml")
DEFAULT = "pop"


@dataclass(frozen=True)
class Manner:
    """A way of singing.

    ``vibrato_cents`` swings to each side, ``vibrato_hz`` times a second, from ``vibrato_after_s`` after the beat on,
    on notes of ``vibrato_from_s`` or longer. ``glide_s`` is the way between notes, ``scoop_cents`` how far below a
    phrase begins, ``drift_cents`` how unsteady it is. ``arc_db`` is how a phrase swells, ``accent_db`` how far the
    strongest notes stand above the softest. ``consonants`` is a factor of their length, ``breath`` 0..1 of air.
    """

    vibrato_cents: Annotated[float, between(0, 80)] = 22.0
    vibrato_hz: Annotated[float, between(4, 7)] = 5.6
    vibrato_after_s: Annotated[float, between(0, 2)] = 0.3
    vibrato_from_s: Annotated[float, between(0.2, 4)] = 0.55
    glide_s: Annotated[float, between(0, 0.3)] = 0.07
    scoop_cents: Annotated[float, between(0, 300)] = 60.0
    drift_cents: Annotated[float, between(0, 20)] = 4.0
    arc_db: Annotated[float, between(0, 6)] = 1.0
    accent_db: Annotated[float, between(0, 12)] = 4.0
    consonants: Annotated[float, between(0.5, 1.5)] = 1.0
    breath: Annotated[float, between(0, 1)] = 0.0


def named(name: str) -> Manner:
    """The way of singing of that name, else the usual one: styles name ways that need no row of their own."""
    return table().get(name) or table()[DEFAULT]


@cache
def table() -> Mapping[str, Manner]:
    """All ways of singing.

    Raises
    ------
    BadStyle
        if a row of the table does not follow the schema
    """
    rows = schema.load(TABLE).items()
    return {name: schema.read(Manner, row, where=f"{TABLE.name}: {name}") for name, row in rows}
