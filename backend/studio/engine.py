"""What an engine is: something that turns a request for music into files, says what it can do and how long it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from backend.studio.brief import Brief
from backend.studio.composer.edits.kinds import Edit
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
    """A brief and the empty folder that takes the files; the best of so many ``candidates`` is made.

    A ``kept`` take is played as it stands, not composed anew. ``early`` is called with a first file to listen to, its
    opening, where the engine has one long before the rest; it may move that file away. ``recorded`` is the file of the
    backing track, if the brief has one.
    """

    brief: Brief
    folder: Path
    kept: KeptTake | None = None
    candidates: int = 1
    early: Callable[[Written], None] | None = None
    recorded: Path | None = None


@dataclass(frozen=True)
class MusicResult:
    """The files of a finished piece and what is known of it.

    ``score`` is None where an engine returns sound alone; ``report`` says what it keeps of what was asked for,
    ``quality`` what was measured on the score and whom it was preferred to.
    """

    files: tuple[Written, ...]
    score: Score | None
    loudness_lufs: float
    true_peak_dbtp: float
    duration_s: float
    versions: dict[str, str]
    seconds: dict[str, float]
    report: tuple[Kept, ...] = ()
    quality: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class EditRequest:
    """The project of a take, what is to be changed about it, and the empty folder that takes the files.

    ``recorded`` is the file of its backing track, if it has one.
    """

    project: Mapping[str, Any]
    edit: Edit
    folder: Path
    recorded: Path | None = None


@dataclass(frozen=True)
class EditResult:
    """The take that an edit made: its brief, keys of the sections and ids of the parts that changed, and a line."""

    music: MusicResult
    brief: Brief
    sections: tuple[str, ...]
    parts: tuple[str, ...]
    text: str

    def told(self) -> dict[str, Any]:
        """What changed, for the tree of takes."""
        return {"text": self.text, "sections": list(self.sections), "changed_parts": list(self.parts)}


class Editor(Protocol):
    """Somebody who changes finished music."""

    def edit(self, request: EditRequest, progress: Report, cancelled: IsCancelled) -> EditResult:
        """Change a take and write the files of the new one.

        Raises
        ------
        BadEdit
            if the change cannot be made to it
        Cancelled
            soon after ``cancelled()`` turned true
        """


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
