"""The tables of the phrase book: themes, moods, measures and what suits any theme. A writer can edit them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

from backend.studio.composer import schema
from backend.studio.lyrics.writing.fragments import KINDS

FOLDER = Path(__file__).parent
TENSES, PARTS = ("past", "now", "any"), ("", "chorus")

Texts = tuple[str, ...]


def _pattern(written: str) -> str:
    if not written or set(written) - {"x", "."}:
        raise ValueError("is no row of x and dots")
    return written


Steps = Annotated[str, _pattern]
SCENES = ("indoors", "outdoors", "town", "water")
Scene = Annotated[str, schema.one_of(*SCENES)]
Kind = Annotated[str, schema.one_of(*KINDS)]


@dataclass(frozen=True)
class Opening:
    """Beginnings that take the same kinds of ends."""

    takes: tuple[Kind, ...]
    say: Texts
    tense: Annotated[str, schema.one_of(*TENSES)] = "any"
    joins: bool = False
    part: Annotated[str, schema.one_of(*PARTS)] = ""


@dataclass(frozen=True)
class Ends:
    """Ends of lines by kind."""

    place: Texts = ()
    path: Texts = ()
    time: Texts = ()
    like: Texts = ()
    state: Texts = ()
    why: Texts = ()
    thing: Texts = ()
    sound: Texts = ()
    seen: Texts = ()
    fact: Texts = ()


@dataclass(frozen=True)
class Theme:
    """What a song can be about; ``scenes`` are the tables of places that it is set in."""

    name: str
    label: str
    about: str
    words: Texts
    scenes: tuple[Scene, ...]
    hooks: Texts
    choruses: tuple[Texts, ...]
    couplets: tuple[tuple[str, str], ...]
    lines: Texts
    open: tuple[Opening, ...]
    close: Ends


@dataclass(frozen=True)
class General(Ends):
    """What suits any theme, and what suits those that are set in a kind of place."""

    indoors: Ends = Ends()
    outdoors: Ends = Ends()
    town: Ends = Ends()
    water: Ends = Ends()
    short: Texts = ()
    lead: Texts = ()
    topic: tuple[Opening, ...] = ()
    time_past: Texts = ()
    time_now: Texts = ()
    topic_hook: Texts = ()
    topic_couplets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Mood:
    """A mood: how people call it, the themes that suit it, words it likes and avoids, ends of its own."""

    name: str
    words: Texts
    themes: Texts
    likes: Texts
    avoids: Texts
    place: Texts = ()
    state: Texts = ()
    like: Texts = ()


@dataclass(frozen=True)
class Measure:
    """How the lines of some styles step: for each kind of section rows of patterns, one for each line."""

    name: str
    styles: Texts
    form: str
    schemes: Texts
    verse: tuple[tuple[Steps, ...], ...]
    prechorus: tuple[tuple[Steps, ...], ...]
    chorus: tuple[tuple[Steps, ...], ...]
    bridge: tuple[tuple[Steps, ...], ...]
    outro: tuple[tuple[Steps, ...], ...]


@cache
def themes() -> Mapping[str, Theme]:
    """All themes by name, in the order of their names."""
    files = sorted((FOLDER / "themes").glob("*.toml"))
    return MappingProxyType({file.stem: _read(Theme, file, schema.load(file), file.stem) for file in files})


@cache
def moods() -> Mapping[str, Mood]:
    """All moods by name."""
    return _rows(Mood, "moods.toml")


@cache
def measures() -> Mapping[str, Measure]:
    """All measures by name."""
    return _rows(Measure, "measures.toml")


@cache
def general() -> General:
    """What suits any theme."""
    file = FOLDER / "general.toml"
    return schema.read(General, schema.load(file), where=file.name)


def _rows(kind: Any, file: str) -> Mapping[str, Any]:
    table = schema.load(FOLDER / file)
    return MappingProxyType({name: _read(kind, FOLDER / file, row, name) for name, row in table.items()})


def _read(kind: Any, file: Path, row: Mapping[str, Any], name: str) -> Any:
    return schema.read(kind, {"name": name, **row}, where=f"{file.name}: {name}")
