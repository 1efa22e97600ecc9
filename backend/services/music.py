"""What the house needs of the studio; `wiring_music` fills it, tests put a stand-in there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from backend.services.composing import Composing
from backend.services.engines import Engines
from backend.services.uploads import Kind
from backend.services.voices import Singing
from backend.studio.embedding import Rank
from backend.studio.engine import Editor


@dataclass(frozen=True)
class Music:
    """Makers, a reader of words, styles, players, singers, upload checks.

    ``about`` names what plays, ``warm`` readies it, ``rank`` is the way to compare texts, if any.
    """

    engines: Engines
    editor: Editor
    composing: Composing
    styles: Callable[[], list[dict[str, Any]]]
    instruments: Callable[[], list[dict[str, Any]]]
    uploads: Mapping[str, Kind]
    about: Callable[[], dict[str, Any]]
    singing: Singing
    warm: Callable[[], None] = lambda: None
    rank: Callable[[], Rank | None] = lambda: None
