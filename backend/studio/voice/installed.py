"""The singers that come with this installation."""

from __future__ import annotations

from backend.studio.voice import voices
from backend.studio.voice.company import Company, Troupe


def troupes() -> tuple[Troupe, ...]:
    """Those whose weights were fetched at set-up, and those that say what is missing; the best first."""
    return (voices.large(), voices.small())


def company(*others: Troupe) -> Company:
    """All of them together, and others after them."""
    return Company((*troupes(), *others))
