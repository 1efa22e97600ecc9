"""What the answers to those who ask for music look like."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, RootModel

from backend.api.schemas import Answer, Shape


class PlanShape(Shape):
    """The course that a song would take."""

    bars: int
    duration_s: float
    sections: list[dict[str, Any]]


class BriefAnswer(Answer):
    """What was understood, and the plan that follows from it."""

    brief: dict[str, Any]
    plan: PlanShape
    eta_s: float | None
    price: int | None = Field(description="In credits; null where nothing costs anything.")


class Generating(Answer):
    """The answer of the music generator."""

    message: str
    track_id: str
    prompt: str
    duration: float
    estimated_processing_time: int
    status: Literal["processing", "completed", "failed"]
    download_url: str | None


class TrackStatus(Answer):
    """How far a track is."""

    track_id: str
    status: Literal["processing", "completed", "failed"]
    progress: int = Field(ge=0, le=100)
    download_url: str | None


class GeneratedSong(Shape):
    """A song made from a prompt."""

    id: int
    prompt: str
    file_url: str = Field(json_schema_extra={"example": "/media/musicgen/calm_ambient_piano_24ab88e7.wav"})
    download_url: str = Field(json_schema_extra={"example": "/api/ai/generated-songs/5/download/"})
    created_at: str
    user: int | None
    status: Literal["processing", "completed", "failed"]


class GeneratedSongs(RootModel[list[GeneratedSong]]):
    """All of the caller's songs, newest first."""


class GeneratedAnswer(Answer, GeneratedSong):
    """One song made from a prompt; where it was just asked for, with the job that makes it."""

    job_id: str | None = None
