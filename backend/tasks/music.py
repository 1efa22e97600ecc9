"""Songs."""

from __future__ import annotations

from backend.jobs.progress import Run
from backend.services.services import Services


def make_song(services: Services, run: Run) -> None:
    """Make the song that was asked for."""
    services.making.make_now(run)


def make_take(services: Services, run: Run) -> None:
    """Make the take that an edit asks for."""
    services.edits.make_now(run)


def make_export(services: Services, run: Run) -> None:
    """Make the download that was asked for."""
    services.exports.make_now(run)


def make_audition(services: Services, run: Run) -> None:
    """Let the voice be heard that was asked for."""
    services.voices.make_now(run)
