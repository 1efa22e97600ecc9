"""Strokes on a drum kit: single ones, and rolls that divide the time of one evenly."""

from __future__ import annotations

from dataclasses import dataclass

from backend.studio.composer.part_rules import ROLLS


@dataclass(frozen=True)
class Stroke:
    """A stroke on a drum of the kit: its beat in the song, the lane it is written on, and how it is struck."""

    beat: float
    lane: str
    sign: str
    tags: tuple[str, ...] = ()


def struck(stroke: Stroke, length: float) -> list[Stroke]:
    """The strokes of a sign that is held for so many beats: one, or those of a roll, the first of them strongest."""
    if stroke.sign not in ROLLS:
        return [stroke]
    count = int(stroke.sign)
    return [
        Stroke(stroke.beat + index * length / count, stroke.lane, "o" if index else "x", stroke.tags)
        for index in range(count)
    ]
