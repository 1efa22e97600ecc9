"""What a sentence says about the course of the song: its sections, their energy and length, the ending."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from backend.studio.brief import Absence, Ending, FormWish
from backend.studio.composer.reading.items import Item
from backend.studio.composer.reading.sections import ROLES, Bound
from backend.studio.composer.reading.senses import Points

# Where a style has no section of a role, the section that does its work.
STAND_INS = {
    "chorus": ("drop",),
    "prechorus": ("build",),
    "build": ("prechorus",),
    "bridge": ("breakdown",),
    "breakdown": ("bridge",),
}


def form(items: Sequence[Item], live: Iterable[int], taken: Mapping[int, int], bound: Bound) -> FormWish:
    """Gather the wishes for the form."""
    energies: dict[str, float] = {}
    endings = [ending for at in live if (ending := items[at].senses.ending)]
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


def arc(items: Sequence[Item], live: Iterable[int], bound: Bound) -> Points:
    """The course that the words give to the whole: (role, energy) for every role, of which a style may have some."""
    energies: dict[str, float] = {}
    for at in live:
        if at not in bound.places:
            energies.update(items[at].senses.arc)
    return tuple(energies.items())


def fitted(wish: FormWish, whole: Points, roles: Collection[str]) -> FormWish:
    """A wish in the roles that a style has; what is said of the whole adds no sections."""
    here = {role: _stand_in(role, roles) for role in ROLES}
    energies = {here[role]: energy for role, energy in whole if here[role] in roles}
    energies.update({here[role]: energy for role, energy in wish.energies})
    return replace(
        wish,
        left_out=tuple(dict.fromkeys(here[role] for role in wish.left_out)),
        energies=tuple(energies.items()),
        wanted=tuple(dict.fromkeys(here[role] for role in wish.wanted)),
        lengths=tuple((here[role], factor) for role, factor in wish.lengths),
    )


def placed(absences: Iterable[Absence], roles: Collection[str]) -> tuple[Absence, ...]:
    """Absences in the roles that a style has."""
    return tuple(
        absence
        if absence.section_role is None
        else replace(absence, section_role=_stand_in(absence.section_role, roles))
        for absence in absences
    )


def _stand_in(role: str, roles: Collection[str]) -> str:
    return next((other for other in (role, *STAND_INS.get(role, ())) if other in roles), role)
