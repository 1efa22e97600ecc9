"""Effects."""

from __future__ import annotations

from backend.jobs.progress import Run
from backend.services.services import Services


def put_over(services: Services, run: Run) -> None:
    """Put the chain that was asked for over its sound."""
    services.effects.make_now(run)
