"""The ways of singing that may be asked for: those of the notes and those of the sound, which share their names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from backend.studio.brief import Brief
from backend.studio.composer.vocal import manners as written
from backend.studio.composer.vocal import singers
from backend.studio.errors import UnknownName
from backend.studio.voice import manners as sounding


@cache
def labels() -> Mapping[str, str]:
    """What people call each way of singing."""
    return {name: name.capitalize() for name in (*written.load_all(), *sounding.table())}


def check(name: str) -> None:
    """Refuse a way of singing that nobody knows; an empty name is the style's own.

    Raises
    ------
    UnknownName
        naming those there are
    """
    if name and name not in labels():
        message = f"There is no way of singing {name[:80]!r}; known are {', '.join(labels())}."
        raise UnknownName(message, fields={"expression": [message]})


def of(brief: Brief, role: str) -> str:
    """The way in which a kind of section is sung; one that is of the sound alone leaves the notes to the style."""
    asked = brief.singing.expression
    return asked if asked and asked not in written.load_all() else singers.manner(brief, role).name
