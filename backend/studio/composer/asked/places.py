"""Places in a song as people name them: ``any``, ``chorus``, ``chorus 2``, ``A``; ``bar 17`` and ``beat 64``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeVar

from backend.studio.composer.rules import SECTION_ROLES
from backend.studio.constraints import EVERYWHERE
from backend.studio.errors import UnknownName

# What people also call the kinds of sections.
NICKNAMES = {
    "pre chorus": "prechorus", "pre-chorus": "prechorus", "lift": "prechorus", "refrain": "chorus", "hook": "chorus",
    "middle eight": "bridge", "middle 8": "bridge", "build up": "build", "build-up": "build", "buildup": "build",
    "break": "breakdown", "break down": "breakdown", "instrumental": "interlude", "ending": "outro", "coda": "outro",
    "opening": "intro", "introduction": "intro", "strophe": "verse", "vamp": "interlude",
}  # fmt: skip
ALL = (EVERYWHERE, "*", "all", "everywhere", "song")
NUMBERED = re.compile(r"(?P<name>.+?)\s*#?\s*(?P<number>\d{1,2})")

MOMENT = re.compile(r"(?i)(?:(?:bar|measure)\s*(?P<bar>[1-9]\d{0,3})|beat\s*(?P<beat>\d{1,5}(?:\.\d{1,9})?))")


@dataclass(frozen=True)
class Place:
    """Sections: those of a kind or a letter, all of them or the one with that number; all if nothing is set."""

    role: str = ""
    letter: str = ""
    number: int = 0

    @property
    def rank(self) -> int:
        """How narrow the place is: the narrower one wins."""
        return 2 * bool(self.role) + 3 * bool(self.letter) + 4 * bool(self.number)

    def __str__(self) -> str:
        return f"{self.role or self.letter or EVERYWHERE}{f' {self.number}' if self.number else ''}"


class Spot(Protocol):
    """What has a kind and a letter: a row of a form or a section of a plan."""

    @property
    def role(self) -> str: ...

    @property
    def letter(self) -> str: ...


class Located(Protocol):
    """What says where it belongs."""

    @property
    def where(self) -> str: ...


Thing = TypeVar("Thing", bound=Located)


def role_of(text: str) -> str | None:
    """The kind of section that a word means, or None."""
    word = " ".join(text.lower().split())
    for spelled in (word, word.removesuffix("s")):
        role = NICKNAMES.get(spelled, spelled)
        if role in SECTION_ROLES:
            return role
    return None


@lru_cache(1024)
def place(text: str) -> Place:
    """Read the name of sections.

    Raises
    ------
    UnknownName
        if it names none
    """
    plain = " ".join(text.split())
    if plain.lower() in ALL:
        return Place()
    if len(plain) == 1 and plain.isalpha():
        return Place(letter=plain.upper())
    if role := role_of(plain):
        return Place(role)
    match = NUMBERED.fullmatch(plain)
    role = role_of(match["name"]) if match else None
    if not match or not role:
        raise UnknownName(
            f"{text!r} names no section; write any, a letter, or one of {', '.join(SECTION_ROLES)}, as in chorus 2."
        )
    return Place(role, number=int(match["number"]))


def beat_of(at: str, bar_beats: float) -> float | None:
    """The beat that ``bar 17`` or ``beat 64`` means; None for the name of sections."""
    match = MOMENT.fullmatch(at.strip())
    if not match:
        return None
    return (int(match["bar"]) - 1) * bar_beats if match["bar"] else float(match["beat"])


def section_of(at: str) -> Place | None:
    """The sections that a place in time names, or None where it is a bar or a beat."""
    return None if MOMENT.fullmatch(at.strip()) else place(at)


def numbers(spots: Sequence[Spot]) -> list[int]:
    """Of each section, the how-manieth of its kind it is, from 1."""
    seen = Counter[str]()
    found = []
    for spot in spots:
        seen[spot.role] += 1
        found.append(seen[spot.role])
    return found


def covers(where: Place, spot: Spot, number: int) -> bool:
    """Whether a place includes a section that is the ``number``-th of its kind."""
    return where.role in ("", spot.role) and where.letter in ("", spot.letter) and where.number in (0, number)


def narrowest(things: Iterable[Thing], spot: Spot, number: int) -> Thing | None:
    """Of what is asked for in several places, what holds for a section: the narrowest place, of equals the last one."""
    found: Thing | None = None
    for thing in things:
        asked = place(thing.where)
        if covers(asked, spot, number) and (found is None or asked.rank >= place(found.where).rank):
            found = thing
    return found
