"""Letters, and what people take away or leave behind."""

from __future__ import annotations

from backend.jobs.progress import Run
from backend.services.services import Services


def carry_letter(services: Services, run: Run) -> None:
    """Carry the letter that was put up."""
    services.people.post.carry_now(run)


def make_takeaway(services: Services, run: Run) -> None:
    """Write everything of somebody's into one file."""
    services.people.takeaway.make_now(run)


def sweep(services: Services, run: Run) -> None:
    """Remove the files that a closed account has left."""
    services.people.closing.sweep_now(run)


def look_for_orphans(services: Services, run: Run) -> None:
    """Look for files that nothing refers to."""
    services.desk.orphans.look_now(run)
