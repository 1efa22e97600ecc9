"""What the answers about uploads look like."""

from __future__ import annotations

from pydantic import Field

from backend.api.schemas import Answer


class UploadAnswer(Answer):
    """A stored upload."""

    id: str
    path: str = Field(json_schema_extra={"example": "storage/uploads/audio/kq3f….wav"})
    url: str
    name: str = Field(json_schema_extra={"example": "night_trains.wav"})
    bytes: int
    duration_s: float | None
