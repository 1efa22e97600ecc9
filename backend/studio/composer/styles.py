"""Styles: what a musician knows about a kind of music, read from one table per style.

Every rule of a style is data in ``styles/NAME.toml``; the dataclasses here are its schema. Rhythms are written in 4/4
or in the meter they name; those of a song's own meter are played before others are fitted to it by ``grid``. Energies
are 0..1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, NamedTuple

from backend.studio.brief import MAX_BPM, MIN_BPM, Mood
from backend.studio.composer import schema
from backend.studio.composer.part_rules import DrumRules, PartRule
from backend.studio.composer.rules import Feel, Form, HarmonyRules, MelodyRules, MeterName
from backend.studio.composer.theory import MODES
from backend.studio.errors import UnknownName

FOLDER = Path(__file__).with_name("styles")
MIXES = (
    "lofi", "pop", "techno", "house", "rock", "jazz", "piano", "ambient", "orchestral", "folk", "synthwave", "funk",
)  # fmt: skip


class Tempo(NamedTuple):
    """The tempi of a style in beats per minute."""

    lowest: float
    usual: float
    highest: float


def _tempo(given: tuple[float, float, float]) -> Tempo:
    if not MIN_BPM <= given[0] <= given[1] <= given[2] <= MAX_BPM:
        raise ValueError(f"is not lowest, usual, highest within {MIN_BPM:g}..{MAX_BPM:g}")
    return Tempo(*given)


def _modes(given: Mapping[str, float]) -> Mapping[str, float]:
    for mode in given:
        schema.one_of(*MODES)(mode)
    if not given:
        raise ValueError("names no mode")
    return given


@dataclass(frozen=True)
class Style:
    """One style. ``modes`` are weights; the first of ``meters`` is the usual one; ``mix`` names a mix preset.

    ``bars`` are the ranges in which the measures of a song of this style lie where they differ from ``check.BARS``.
    """

    name: str
    label: str
    words: tuple[str, ...]
    tempo: Annotated[Tempo, schema.Written(tuple[float, float, float], _tempo)]
    meters: tuple[MeterName, ...]
    loudness_lufs: Annotated[float, schema.between(-30, -6)]
    mix: Annotated[str, schema.one_of(*MIXES)]
    modes: Annotated[Mapping[str, float], _modes]
    mood: Mood
    forms: tuple[Form, ...]
    harmony: HarmonyRules
    melody: MelodyRules
    parts: tuple[PartRule, ...]
    drums: DrumRules = field(default_factory=DrumRules)
    feel: Feel = field(default_factory=Feel)
    bars: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ids = [part.id for part in self.parts]
        for part in self.parts:
            if ids.count(part.id) > 1:
                raise ValueError(f"has two parts with the id {part.id!r}")
            if part.shares and part.shares not in ids:
                raise ValueError(f"has a part {part.id!r} that shares the instrument of {part.shares!r}, which is none")


@cache
def load_all() -> Mapping[str, Style]:
    """Read every style, by name.

    Raises
    ------
    BadStyle
        if a file has a bad key or value; the message names the file, the key and the value
    """
    return MappingProxyType({path.stem: read(path) for path in sorted(FOLDER.glob("*.toml"))})


def read(path: Path) -> Style:
    """Read one style; its name is the name of the file."""
    return schema.read(Style, {"name": path.stem, **schema.load(path)}, where=path.name)


def find(name: str) -> Style:
    """The style of that name.

    Raises
    ------
    UnknownName
        if there is none
    """
    style = load_all().get(name)
    if style is None:
        raise UnknownName(f"There is no style {name!r}; known are {', '.join(load_all())}.")
    return style
