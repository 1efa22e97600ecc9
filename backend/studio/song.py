"""A song as it is made: what was played, how it sounds, and who sang what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from backend.studio.audio import Master
from backend.studio.mix.state import MixState
from backend.studio.score import Performance
from backend.studio.voice.booth import Line


@dataclass(frozen=True)
class Song:
    """A brief made into music. ``given`` is the state of the desk that the mix began with, None if it had none.

    ``vocals`` are the phrases of each sung part, by its id.
    """

    performance: Performance
    master: Master
    seconds: Mapping[str, float]
    versions: Mapping[str, str]
    given: MixState | None = None
    vocals: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
