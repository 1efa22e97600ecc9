"""Styles: what a musician knows about a kind of music, read from one table per style.

Every rule of a style is data in ``styles/NAME.toml``; the dataclasses here are its schema. Rhythms are written in 4/4
or in the meter they name; those of a song's own meter are played before others are fitted to it by ``grid``. Energies
are 0..1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple

from backend.studio.brief import MAX_BPM, MIN_BPM, Mood
from backend.studio.composer import instruments, schema
from backend.studio.composer.metrics import MEASURES
from backend.studio.composer.part_rules import PATTERNED, DrumRules, PartRule
from backend.studio.composer.rules import Feel, Form, HarmonyRules, MelodyRules, MeterName
from backend.studio.composer.theory import MODES
from backend.studio.composer.vocal import manners
from backend.studio.errors import BadStyle, UnknownName
from backend.studio.score import Family
from backend.studio.units import Meter

FOLDER = Path(__file__).with_name("styles")
PRESETS = Path(__file__).parents[1] / "mix" / "presets"
# What every mix preset starts from is none itself.
MIXES = tuple(sorted(path.stem for path in PRESETS.glob("*.toml") if path.stem != "base"))


NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
_own: dict[str, Style] = {}


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
    return schema.weighed(given)


def _bars(given: Mapping[str, tuple[float, float]]) -> Mapping[str, tuple[float, float]]:
    for measure, span in given.items():
        schema.one_of(*MEASURES)(measure)
        schema.rising(span)
    return given


def _some(given: tuple[Any, ...]) -> tuple[Any, ...]:
    if not given:
        raise ValueError("is empty; it needs at least one")
    return given


@dataclass(frozen=True)
class Style:
    """One style. ``modes`` are weights; the first of ``meters`` is the usual one; ``mix`` names a mix preset.

    ``by_name`` keeps a style for those who name it, its use or its instruments: a mood alone does not choose it.
    ``bars`` are the ranges in which the measures of a song of this style lie where they differ from ``check.BARS``.
    ``singing`` is the way in which words are sung in it, one of vocal/manners.toml.
    """

    name: str
    label: str
    words: tuple[str, ...]
    tempo: Annotated[Tempo, schema.Written(tuple[float, float, float], _tempo)]
    meters: Annotated[tuple[MeterName, ...], _some]
    loudness_lufs: Annotated[float, schema.between(-30, -6)]
    mix: Annotated[str, schema.one_of(*MIXES)]
    modes: Annotated[Mapping[str, float], _modes]
    mood: Mood
    forms: Annotated[tuple[Form, ...], _some]
    harmony: HarmonyRules
    melody: MelodyRules
    parts: Annotated[tuple[PartRule, ...], _some]
    drums: DrumRules = field(default_factory=DrumRules)
    feel: Feel = field(default_factory=Feel)
    by_name: bool = False
    singing: Annotated[str, schema.one_of(*manners.load_all())] = manners.USUAL
    bars: Annotated[Mapping[str, tuple[float, float]], _bars] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ids = [part.id for part in self.parts]
        for part in self.parts:
            if ids.count(part.id) > 1:
                raise ValueError(f"has two parts with the id {part.id!r}")
            if not part.instruments:
                raise ValueError(f"has a part {part.id!r} without instruments")
            if part.role in PATTERNED and not part.patterns:
                raise ValueError(f"has a part {part.id!r} without patterns, which its role {part.role!r} needs")
            if part.shares and part.shares not in ids:
                raise ValueError(f"has a part {part.id!r} that shares the instrument of {part.shares!r}, which is none")


@cache
def built_in() -> Mapping[str, Style]:
    """Read every style that comes with the studio, by name.

    Raises
    ------
    BadStyle
        if a file has a bad key or value; the message names the file, the key and the value
    """
    return MappingProxyType({path.stem: read(path) for path in sorted(FOLDER.glob("*.toml"))})


def adopt(folder: Path) -> list[BadStyle]:
    """Put the styles of a folder beside the built-in ones, and no others any more; say what is wrong with the rest.

    A process does so once, before it reads words. A folder that is not there holds none.
    """
    _own.clear()
    mistakes = []
    for path in sorted(folder.glob("*.toml")):
        try:
            style = read_own(path)
        except BadStyle as mistake:
            mistakes.append(mistake)
        else:
            _own[style.name] = style
    return mistakes


def load_all() -> Mapping[str, Style]:
    """Every style there is, by name: the built-in ones and those that were adopted."""
    return MappingProxyType({**built_in(), **_own})


def meters() -> tuple[Meter, ...]:
    """Every meter that some style is played in."""
    return tuple(dict.fromkeys(meter for style in load_all().values() for meter in style.meters))


def read(path: Path) -> Style:
    """Read one style; its name is the name of the file."""
    return schema.read(Style, {"name": path.stem, **schema.load(path)}, where=path.name)


def read_own(path: Path) -> Style:
    """Read a style that somebody added; it may not pass for one of the built-in ones.

    Raises
    ------
    BadStyle
        if it does, or if the file has a bad key or value
    """
    if not NAME.fullmatch(path.stem):
        raise BadStyle(f"{path.name}: the name of the file is not made of small letters, digits and _ (2 to 40).")
    if path.stem in built_in():
        raise BadStyle(f"{path.name}: a built-in style is called {path.stem!r}; give the file another name.")
    style = read(path)
    for other in (*built_in().values(), *_own.values()):
        taken = {word.lower() for word in (other.name, other.label, *other.words)}
        for word in (style.label, *style.words):
            if word.lower() in taken and other.name != style.name:
                raise BadStyle(f"{path.name}: {word!r} means the style {other.name!r}; call this one something else.")
    return style


def families(style: Style) -> list[Family]:
    """The families of the instruments that usually play a style, in the order of ``Family``."""
    usual = (max(part.instruments, key=lambda name: part.instruments[name]) for part in style.parts)
    playing = {instruments.find(name).family for name in usual}
    return [family for family in Family if family in playing]


def find(name: str) -> Style:
    """The style of that name.

    Raises
    ------
    UnknownName
        if there is none
    """
    style = _own.get(name) or built_in().get(name)
    if style is None:
        raise UnknownName(f"There is no style {name!r}; known are {', '.join(load_all())}.")
    return style
