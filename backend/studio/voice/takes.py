"""Second takes: a part that is sung more than once, by the rows of takes.toml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin, sqrt
from pathlib import Path
from typing import Annotated

import numpy as np

from backend.studio.composer import schema
from backend.studio.composer.rules import SectionRole
from backend.studio.composer.schema import between
from backend.studio.score import Part, Plan
from backend.studio.singing import VOCAL, SingingWish
from backend.studio.units import decibels_to_gain
from backend.studio.voice.company import Company
from backend.studio.voice.phrases import Placed, varied
from backend.studio.voice.singer import Voice

TABLE = Path(__file__).with_name("takes.toml")
# How much earlier or later than usual a phrase of a second take comes, as a share.
UNEVEN = 0.4


@dataclass(frozen=True)
class Take:
    """How one time differs from the first; see takes.toml."""

    cents: Annotated[float, between(-50, 50)] = 0.0
    late_ms: Annotated[float, between(0, 60)] = 0.0
    formant: Annotated[float, between(0.7, 1.3)] = 1.0
    level_db: Annotated[float, between(-30, 0)] = 0.0
    pan: Annotated[float, between(-1, 1)] = 0.0
    singer: Annotated[int, between(0, 12)] = 0

    @property
    def sides(self) -> tuple[float, float]:
        """The gains of left and right: of constant power, and unity in the middle."""
        angle, gain = (self.pan + 1) * pi / 4, sqrt(2) * decibels_to_gain(self.level_db)
        return gain * cos(angle), gain * sin(angle)


@dataclass(frozen=True)
class Stack:
    """All times that a part is sung; those after the first in these ``sections`` alone, if any are there."""

    takes: tuple[Take, ...]
    sections: tuple[SectionRole, ...] = ()

    def sung_in(self, number: int, placed: Sequence[Placed], plan: Plan) -> list[tuple[int, Placed]]:
        """The phrases of a take, each with its index."""
        here = [(index, one) for index, one in enumerate(placed) if self._is_for(one, plan)]
        return list(enumerate(placed)) if number == 0 or not self._apply(plan) else here

    def _is_for(self, placed: Placed, plan: Plan) -> bool:
        return plan.sections[placed.section].role in self.sections

    def _apply(self, plan: Plan) -> bool:
        return any(section.role in self.sections for section in plan.sections)


def of(part: Part, parts: Iterable[Part], wish: SingingWish) -> Stack:
    """How often a part of these is sung."""
    known = table()
    if part.role != VOCAL:
        return known["choir" if "choir" in wish.harmonies else "harmony"]
    alone = all(other.role == VOCAL for other in parts)
    if "choir" in wish.harmonies and alone:
        return known["backed"]
    return known["double" if "double" in wish.harmonies else "lead"]


def further(wish: SingingWish) -> int:
    """How many takes are sung beside the first of the lead."""
    known, parts = table(), [name for name in wish.harmonies if name != "double"]
    stack = known["choir" if "choir" in parts else "harmony"]
    return (len(known["double"].takes) - 1) * ("double" in wish.harmonies) + len(parts) * len(stack.takes)


def again(take: Take, number: int, placed: Placed) -> Placed:
    """A phrase as it is sung for a take; the first one is sung as it stands."""
    if take == Take():
        return placed
    phrase = varied(placed.phrase, number=number, cents=take.cents, formant=take.formant)
    off = np.random.default_rng(phrase.seed).uniform(-UNEVEN, UNEVEN)
    return Placed(phrase, placed.on_s + take.late_ms / 1000 * (1 + off), placed.section, placed.syllables)


def voice_of(take: Take, own: Voice, company: Company, placed: Iterable[Placed]) -> Voice:
    """Whose voice a take is sung with: another one of the engine that has the language and the notes, else the own."""
    if not take.singer:
        return own
    pitches = [note.pitch for one in placed for note in one.phrase.notes]
    languages = {one.phrase.language for one in placed}
    able = [other for other in company.voices() if other.engine == own.engine and _can(other, pitches, languages)]
    others = [other for other in able if other.id != own.id and not other.unavailable]
    return others[(take.singer - 1) % len(others)] if others else own


def _can(voice: Voice, pitches: Sequence[int], languages: set[str]) -> bool:
    in_range = not pitches or (voice.lowest <= min(pitches) and max(pitches) <= voice.highest)
    return in_range and languages <= set(voice.languages)


@cache
def table() -> Mapping[str, Stack]:
    """The rows of takes.toml.

    Raises
    ------
    BadStyle
        if one does not follow the schema
    """
    rows = schema.load(TABLE).items()
    return {name: schema.read(Stack, row, where=f"{TABLE.name}: {name}") for name, row in rows}
