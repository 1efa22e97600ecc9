"""What people bring."""

from __future__ import annotations

from backend.jobs.progress import Run
from backend.services.services import Services


def make_analysis(services: Services, run: Run) -> None:
    """Look through the recording that was sent."""
    services.analyses.make_now(run)


def take_in(services: Services, run: Run) -> None:
    """Look through a file that came in pieces, and keep it."""
    services.transfers.finish_now(run)
