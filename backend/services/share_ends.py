"""The end of links to what is removed for good: others may get its number."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, delete
from sqlalchemy.orm import Session

from backend.db.library import Share


def end_shares(session: Session, kind: str, things: Sequence[int] | Select[int]) -> None:
    """End all links to things of a kind: ``song``, ``album`` or ``playlist``."""
    gone = delete(Share).where(Share.kind == kind, Share.thing_id.in_(things))
    session.execute(gone, execution_options={"synchronize_session": False})
