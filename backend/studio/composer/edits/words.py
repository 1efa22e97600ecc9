"""What an edit did, in words, keys and ids, for the tree of takes."""

from __future__ import annotations

from collections.abc import Iterable

from backend.studio.score import Score


def told(score: Score, section: int | None, what: str) -> str:
    """``chorus 2: new lead``, or ``whole song: ...``."""
    where = "whole song" if section is None else score.plan.sections[section].name.lower()
    return f"{where}: {what}"


def part(score: Score, id_: str | None) -> str:
    """What people call a part, in the middle of a sentence."""
    return next((one.name.lower() for one in score.parts if one.id == id_), "music")


def keys(score: Score, indices: Iterable[int]) -> tuple[str, ...]:
    """The keys of sections."""
    return tuple(score.plan.sections[index].key for index in indices)


def ids(score: Score, parts: tuple[str, ...] | None) -> tuple[str, ...]:
    """The ids of the parts that are meant: those named, or all that may be written anew."""
    return tuple(one.id for one in score.parts if not one.is_fixed) if parts is None else parts
