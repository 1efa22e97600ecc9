"""Songs."""

from __future__ import annotations

from backend.jobs.progress import Run
from backend.services.services import Services


def make_song(services: Services, run: Run) -> None:
    """Make the song that was asked for."""
    services.creation.make_now(run)
