"""What an edit makes of a score, and the parts and sections that it may touch."""

from __future__ import annotations

from dataclasses import dataclass, replace

from backend.studio.composer.seeds import ANY
from backend.studio.constraints import OwnSeed
from backend.studio.errors import BadEdit
from backend.studio.score import Part, Plan, Score, Section


@dataclass(frozen=True)
class Edited:
    """A changed score, and what changed: keys of sections, ids of parts, and a line for people.

    ``new_parts`` and ``new_rides`` are the parts and sections whose level in the mix has to be found anew;
    ``is_another`` if nothing of the old song is left, nor of how the desk stood for it.
    """

    score: Score
    sections: tuple[str, ...]
    parts: tuple[str, ...]
    text: str
    new_parts: tuple[str, ...] = ()
    new_rides: tuple[str, ...] = ()
    is_another: bool = False


def reseeded(plan: Plan, section: str, part: str, seed: int) -> Plan:
    """The same plan with a seed for a section and a part (``*`` for all), in the place of those it makes void."""
    left = [own for own in plan.seeds if not (section in (own.section, ANY) and part in (own.part, ANY))]
    return replace(plan, seeds=(*left, OwnSeed(section, part, seed)))


def find(score: Score, id_: str) -> Part:
    """The part of that id.

    Raises
    ------
    BadEdit
        if there is none
    """
    found = next((part for part in score.parts if part.id == id_), None)
    if found is None:
        names = ", ".join(part.id for part in score.parts)
        raise BadEdit.of("part", f"There is no part {id_!r}; the song has {names}.")
    return found


def movable(score: Score, id_: str) -> Part:
    """The part of that id, if it is not frozen.

    Raises
    ------
    BadEdit
        if there is none, or it is frozen
    """
    part = find(score, id_)
    if part.frozen:
        raise BadEdit.of("part", f"Part {id_!r} is frozen; let go of it first.")
    return part


def writable(score: Score, id_: str) -> Part:
    """The part of that id, if its notes may be written anew.

    Raises
    ------
    BadEdit
        if there is none, it is frozen, or somebody brought its notes
    """
    part = movable(score, id_)
    if part.given:
        raise BadEdit.of("part", f"The notes of part {id_!r} were brought and stay; set them by hand to change them.")
    return part


def section_at(plan: Plan, index: int) -> Section:
    """The section at a place.

    Raises
    ------
    BadEdit
        if there is none
    """
    if not 0 <= index < len(plan.sections):
        raise BadEdit.of("section", f"There is no section {index}; the song has 0..{len(plan.sections) - 1}.")
    return plan.sections[index]
