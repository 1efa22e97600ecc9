"""What an engine is: something that turns a request for music into files, says what it can do and how long it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from backend.studio.brief import Brief
from backend.studio.constraints import Kept
from backend.studio.formats.delivery import Written
from backend.studio.formats.project import KeptTake
from backend.studio.score import Score

Report = Callable[[str, float], None]
"""``report(stage, done)``: the stage's name and how much of the whole work is done, 0..1."""

IsCancelled = Callable[[], bool]


@dataclass(frozen=True)
class Capabilities:
    """What an engine can do, for people to choose by. ``unavailable`` is why it cannot run here, or empty."""

    name: str
    label: str
    licence: str
    makes_score: bool
    makes_stems: bool
    min_seconds: float
    max_seconds: float
    unavailable: str = ""


@dataclass(frozen=True)
class MusicRequest:
    """A brief and the empty folder that takes the files. A ``kept`` take is played as it stands, not composed anew."""

    brief: Brief
    folder: Path
    kept: KeptTake | None = None


@dataclass(frozen=True)
class MusicResult:
    """The files of a finished piece and what is known of it.

    ``score`` is None where an engine returns sound alone; ``report`` says what it keeps of what was asked for.
    """

    files: tuple[Written, ...]
    score: Score | None
    loudness_lufs: float
    true_peak_dbtp: float
    duration_s: float
    versions: dict[str, str]
    seconds: dict[str, float]
    report: tuple[Kept, ...] = ()


class Engine(Protocol):
    """A maker of music."""

    def capabilities(self) -> Capabilities:
        """Say what this engine can do here."""

    def estimate(self, duration_s: float) -> float:
        """Guess how many seconds a piece of that length takes: a start, and so much for each second of music."""

    def run(self, request: MusicRequest, progress: Report, cancelled: IsCancelled) -> MusicResult:
        """Make the music.

        Raises
        ------
        Cancelled
            soon after ``cancelled()`` turned true
        """
