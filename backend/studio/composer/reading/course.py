"""What a sentence says about the course of the song: sections wanted or left out, their energy and length, the ending."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from backend.studio.brief import Ending, FormWish
from backend.studio.composer.reading.items import Item
from backend.studio.composer.reading.sections import Bound


def form(items: Sequence[Item], live: Iterable[int], taken: Mapping[int, int], bound: Bound) -> FormWish:
    """Gather the wishes for the form."""
    energies: dict[str, float] = {}
    endings: list[Ending] = []
    for at in live:
        senses = items[at].senses
        if at not in bound.places:
            energies.update(senses.arc)
        if senses.ending:
            endings.append(senses.ending)
    lengths: dict[str, float] = {}
    for at, roles in bound.places.items():
        mood, stretch = items[at].senses.mood, items[at].senses.stretch
        if at in taken:
            continue
        if mood and mood.energy is not None:
            energies.update(dict.fromkeys(roles, mood.energy))
        elif stretch:
            lengths.update(dict.fromkeys(roles, stretch))
    left_out = tuple(dict.fromkeys(items[at].senses.section for at in taken if items[at].senses.section))
    return FormWish(
        left_out=left_out,
        energies=tuple((role, energy) for role, energy in energies.items() if role not in left_out),
        ending=endings[-1] if endings else Ending.RING,
        wanted=tuple(role for role in dict.fromkeys([*bound.named.values(), *lengths]) if role not in left_out),
        lengths=tuple((role, factor) for role, factor in lengths.items() if role not in left_out),
    )
