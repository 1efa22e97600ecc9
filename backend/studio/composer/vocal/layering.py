"""Who sings in which section: the lead wherever there are words."""

from __future__ import annotations

from collections.abc import Sequence

from backend.studio.brief import Brief
from backend.studio.composer.rules import Row
from backend.studio.composer.vocal import course, wording, writing


def with_singers(playing: Sequence[tuple[str, ...]], rows: Sequence[Row], brief: Brief) -> Sequence[tuple[str, ...]]:
    """The layers of each section, with those who sing in it."""
    if not brief.singing.is_sung:
        return playing
    found = course.allot(wording.verses(brief.singing), rows)
    return [
        (writing.ID, *layer) if verse and verse.lines else layer for layer, verse in zip(playing, found, strict=True)
    ]
