"""How loud a written note is, and which of several patterns a part takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from backend.studio.composer import grid
from backend.studio.composer.players import Player
from backend.studio.composer.seeds import Seeds, draw
from backend.studio.score import Section
from backend.studio.units import Meter

# What an accent adds to a MIDI velocity and a soft touch takes from it.
ACCENTED, SOFT = 12, -14


class Written(Protocol):
    """Something that is written in a meter, or at home in all of them (None)."""

    @property
    def written(self) -> Meter | None: ...


class Choice(Written, Protocol):
    """Something a style offers for a range of energies and some kinds of sections."""

    @property
    def energy(self) -> tuple[float, float]: ...

    @property
    def roles(self) -> tuple[str, ...]: ...

    @property
    def weight(self) -> float: ...


Offer = TypeVar("Offer", bound=Choice)
Pattern = TypeVar("Pattern", bound=Written)


def velocity(player: Player, section: Section, sign: str = "x") -> int:
    """The velocity of a note of a player in a section, for a sign of a pattern."""
    low, high = player.rule.velocity
    level = low + (high - low) * section.energy**player.rule.curve
    return clipped(level + {"X": ACCENTED, "D": ACCENTED, "U": ACCENTED, "o": SOFT, "p": SOFT}.get(sign, 0))


def clipped(level: float) -> int:
    """A velocity that MIDI can hold."""
    return int(min(127, max(1, round(level))))


def in_meter(offers: Sequence[Pattern], meter: Meter) -> list[Pattern]:
    """What is written in a meter; where nothing is, what is written in 4/4 and can be fitted to it, else everything."""
    for wanted in (meter, grid.COMMON):
        if any(offer.written == wanted for offer in offers):
            return [offer for offer in offers if offer.written in (wanted, None)]
    return list(offers)


def choose(offers: Sequence[Offer], section: Section, meter: Meter, seeds: Seeds) -> Offer:
    """Choose what suits a section; the same letter at the same energy always gets the same."""
    offers = in_meter(offers, meter)
    suited = [offer for offer in offers if section.role in offer.roles] or [o for o in offers if not o.roles]
    suited = suited or list(offers)
    nearest = min(_distance(offer, section.energy) for offer in suited)
    fitting = {index: o.weight for index, o in enumerate(suited) if _distance(o, section.energy) <= nearest}
    return suited[draw(seeds.rng(section.letter), fitting)]


def _distance(offer: Choice, energy: float) -> float:
    low, high = offer.energy
    return max(low - energy, energy - high, 0.0)
