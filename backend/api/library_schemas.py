"""What the list of everything of one's own looks like."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from backend.api.schemas import Answer, Paged, Shape


class ItemShape(Shape):
    """A song, a file of one, an upload, words or a picture."""

    id: str = Field(json_schema_extra={"example": "song-7"})
    kind: Literal["song", "stem", "vocal", "midi", "upload", "lyrics", "image"]
    name: str
    url: str | None
    duration: float | None = Field(description="Seconds.")
    created_at: str
    metadata: dict[str, Any] = Field(json_schema_extra={"example": {"song_id": 7, "take": 1, "bytes": 120000}})


class ItemPage(Paged):
    """Things, the newest first."""

    results: list[ItemShape]


class ItemAnswer(Answer, ItemShape):
    """One thing."""
