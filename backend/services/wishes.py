"""What somebody asks for when they ask for a song, and how it becomes a brief."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from backend.services.briefs import from_document
from backend.studio.brief import MAX_BPM, MAX_CANDIDATES, MAX_SECONDS, MAX_SEED, MIN_BPM, MIN_SECONDS, Backing, Brief
from backend.studio.composer.given.taking import Brought
from backend.studio.constraints import MAX_SECTION_BARS, Constraints
from backend.studio.lyrics.text import MAX_CHARACTERS as MAX_LYRICS
from backend.studio.singing import DEFAULT_VOICE, SingingWish

__all__ = [
    "DEFAULT_VOICE", "MAX_BPM", "MAX_CANDIDATES", "MAX_LYRICS", "MAX_SECONDS", "MAX_SECTION_BARS", "MAX_SEED",
    "MIN_BPM", "MIN_SECONDS", "Read", "Recording", "SingingWish", "Use", "Wishes", "understand",
]  # fmt: skip


class Use(StrEnum):
    """What becomes of a recording: it is sung over, plays along as a stem, or only says tempo and key."""

    OVER = "over"
    STEM = "stem"
    GUIDE = "guide"


@dataclass(frozen=True)
class Recording:
    """An upload that a song is made with: its id, its name, and its tempo if somebody knows it.

    ``stands_s`` is for how long it stands in the song.
    """

    upload: str
    name: str
    use: Use
    bpm: float | None = None
    stands_s: float = 0.0


@dataclass(frozen=True)
class Wishes:
    """A request in the caller's own words. What is None is left to the words, the style and the seed.

    ``styles`` is a blend, style by weight, in place of one ``style``. ``brief`` is a whole brief as a document, perhaps
    edited by hand; it is taken instead of the words. ``hard`` is what has to be kept to the bar and to the note,
    ``brought`` are files whose notes stay as they are; of so many ``candidates`` the best is made. ``singing`` is what
    is sung. A ``recording`` has yet to be listened to; ``backing`` is one that was, and stands in the song.
    """

    prompt: str = ""
    duration_s: float | None = None
    style: str | None = None
    styles: Mapping[str, float] = field(default_factory=dict)
    tempo_bpm: float | None = None
    key: str | None = None
    seed: int | None = None
    title: str | None = None
    engine: str | None = None
    brief: dict[str, Any] | None = None
    meter: str | None = None
    mode: str | None = None
    instruments: tuple[str, ...] = ()
    only: bool | None = None
    without: tuple[str, ...] = ()
    hard: Constraints = field(default_factory=Constraints)
    candidates: int | None = None
    brought: tuple[Brought, ...] = ()
    singing: SingingWish = field(default_factory=SingingWish)
    recording: Recording | None = None
    backing: Backing | None = None


Read = Callable[[Wishes, int], Brief]
"""``read(wishes, seed)``: the words understood."""


def understand(wishes: Wishes, seed: int, *, read: Read) -> Brief:
    """Make the brief of a request; the same wishes and seed give the same brief.

    Raises
    ------
    StudioError
        if a field is outside its range or names something that does not exist
    """
    return from_document(wishes.brief) if wishes.brief is not None else read(wishes, seed)
