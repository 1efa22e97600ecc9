"""The tables of words: TOML files that a musician edits, read once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from backend.studio.composer import schema

FOLDER = Path(__file__).parent.with_name("words")
CHOICE = re.compile(r"\(([^()]*)\)")


@cache
def load(name: str) -> dict[str, Any]:
    """Read ``words/NAME.toml``.

    Raises
    ------
    BadStyle
        if the file is not TOML
    """
    return schema.load(FOLDER / f"{name}.toml")


def expand(phrase: str) -> Iterator[str]:
    """Every phrase that a pattern with choices stands for: ``(slow|long) fade`` is two."""
    choice = CHOICE.search(phrase)
    if choice is None:
        yield " ".join(phrase.split())
        return
    for option in choice[1].split("|"):
        yield from expand(phrase[: choice.start()] + option + phrase[choice.end() :])


def phrases(patterns: list[str]) -> Iterator[str]:
    """Every phrase of a list of patterns."""
    for pattern in patterns:
        yield from expand(pattern)
