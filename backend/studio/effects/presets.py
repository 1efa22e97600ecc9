"""Presets: chains with a name, one a file in ``presets/``, written as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from backend.studio.effects import chain
from backend.studio.effects.chain import Chain
from backend.studio.errors import BadChain, UnknownName

FOLDER = Path(__file__).with_name("presets")
GROUPS = ("voice", "instrument", "drums", "space", "character", "master")


@dataclass(frozen=True)
class Preset:
    """A chain with a name; ``about`` says what it is for."""

    name: str
    label: str
    group: str
    about: str
    chain: Chain

    def document(self) -> dict[str, Any]:
        """The preset for those who choose."""
        return {
            "name": self.name,
            "label": self.label,
            "group": self.group,
            "about": self.about,
            "effects": self.chain.to_documents(),
        }


@cache
def load_all() -> Mapping[str, Preset]:
    """Read all presets, by name."""
    return MappingProxyType({path.stem: read(path) for path in sorted(FOLDER.glob("*.toml"))})


def find(name: str) -> Preset:
    """A preset by its name.

    Raises
    ------
    UnknownName
        if there is none
    """
    found = load_all().get(name)
    if found is None:
        raise UnknownName(f"There is no preset {name[:80]!r}; known are {', '.join(load_all())}.")
    return found


def read(path: Path) -> Preset:
    """Read a preset.

    Raises
    ------
    BadChain
        if its file is none, a key is missing or unknown, or its chain cannot be put up
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadChain(f"{path.name} is not a TOML file: {error}.") from error
    wanted = {"label", "group", "about", "effects"}
    if table.keys() != wanted:
        raise BadChain(f"{path.name} has the keys {', '.join(table)}; it needs {', '.join(sorted(wanted))}.")
    if table["group"] not in GROUPS:
        raise BadChain(f"{path.name}: group {table['group']!r} is none of {', '.join(GROUPS)}.")
    try:
        return Preset(path.stem, table["label"], table["group"], table["about"], chain.read(table["effects"]))
    except BadChain as refusal:
        raise BadChain(f"{path.name}: {refusal.message}") from refusal
