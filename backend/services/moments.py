"""Time in answers: ISO 8601 in UTC with a Z, lengths as hours, minutes and seconds."""

from __future__ import annotations

from datetime import UTC, datetime

from backend.services.errors import InvalidInput


def utcnow() -> datetime:
    """The present moment, aware of its zone."""
    return datetime.now(UTC)


def iso(moment: datetime) -> str:
    """Write a moment such as ``2026-05-30T05:16:03.440708Z``."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def read_moment(field: str, text: str) -> datetime:
    """Read what `iso` writes; a moment without a zone is meant in UTC.

    Raises
    ------
    InvalidInput
        naming the field, if it is no moment
    """
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        wanted = "a moment such as 2026-05-30T05:16:03Z"
        raise InvalidInput.of({field: [f"{text[:40]!r} is not {wanted}."]}) from None


def clock_face(length_s: float) -> str:
    """Write a length such as ``00:01:00``."""
    minutes, seconds = divmod(round(length_s), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
