"""How loud a written note is, and which of several patterns a part takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from backend.studio.composer.players import Player
from backend.studio.composer.seeds import Seeds, draw
from backend.studio.score import Section

# What an accent adds to a MIDI velocity and a soft touch takes from it.
ACCENTED, SOFT = 12, -14


class Choice(Protocol):
    """Something a style offers for a range of energies and some kinds of sections."""

    @property
    def energy(self) -> tuple[float, float]: ...

    @property
    def roles(self) -> tuple[str, ...]: ...

    @property
    def weight(self) -> float: ...


Offer = TypeVar("Offer", bound=Choice)


def velocity(player: Player, section: Section, sign: str = "x") -> int:
    """The velocity of a note of a player in a section, for a sign of a pattern."""
    low, high = player.rule.velocity
    level = low + (high - low) * section.energy
    return clipped(level + {"X": ACCENTED, "D": ACCENTED, "U": ACCENTED, "o": SOFT, "p": SOFT}.get(sign, 0))


def clipped(level: float) -> int:
    """A velocity that MIDI can hold."""
    return int(min(127, max(1, round(level))))


def choose(offers: Sequence[Offer], section: Section, seeds: Seeds) -> Offer:
    """Choose what suits a section; the same letter at the same energy always gets the same."""
    suited = [offer for offer in offers if section.role in offer.roles] or [o for o in offers if not o.roles]
    suited = suited or list(offers)
    nearest = min(_distance(offer, section.energy) for offer in suited)
    fitting = {index: o.weight for index, o in enumerate(suited) if _distance(o, section.energy) <= nearest}
    return suited[draw(seeds.rng(section.letter), fitting)]


def _distance(offer: Choice, energy: float) -> float:
    low, high = offer.energy
    return max(low - energy, energy - high, 0.0)
