"""Time in answers: ISO 8601 in UTC with a Z, lengths as hours, minutes and seconds."""

from __future__ import annotations

from datetime import UTC, datetime


def utcnow() -> datetime:
    """The present moment, aware of its zone."""
    return datetime.now(UTC)


def iso(moment: datetime) -> str:
    """Write a moment such as ``2026-05-30T05:16:03.440708Z``."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def clock_face(length_s: float) -> str:
    """Write a length such as ``00:01:00``."""
    minutes, seconds = divmod(round(length_s), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
