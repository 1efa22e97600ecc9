"""What the answers about effects look like, for the API page."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from backend.api.schemas import Answer, Paged, Shape


class EffectParameter(Shape):
    """Something to set: a number with its range and unit, or one of several options."""

    name: str = Field(json_schema_extra={"example": "threshold_db"})
    kind: Literal["number", "choice"]
    label: str
    default: float | str


class EffectShape(Shape):
    """An effect. What does not blend is heard wholly or not at all."""

    name: str = Field(json_schema_extra={"example": "compressor"})
    label: str
    group: str
    about: str
    mix: float
    blends: bool
    parameters: list[EffectParameter]


class PresetShape(Shape):
    """A chain with a name."""

    name: str = Field(json_schema_extra={"example": "warm_voice"})
    label: str
    group: str
    about: str
    effects: list[dict[str, Any]]


class EffectCatalogue(Answer):
    """The effects there are, the presets, the lengths of notes for what is in time, and the limits."""

    effects: list[EffectShape]
    presets: list[PresetShape]
    notes: list[str]
    limits: dict[str, Any]


class JobAccepted(Answer):
    """A job that will be done."""

    job_id: str
    status: str
    links: dict[str, str]


class EffectResult(Shape):
    """A sound that effects made, with its source and its whole chain; what it was lowered by to fit into its file."""

    asset_id: str
    path: str = Field(json_schema_extra={"example": "storage/effects/kq3f….wav"})
    url: str
    name: str
    duration_s: float
    bytes: int
    source: dict[str, Any]
    effects: list[dict[str, Any]]
    preset: str | None
    keep_length: bool
    channels: int
    sample_rate: int
    before: dict[str, float | None] = Field(json_schema_extra={"example": {"lufs": -20.1, "peak_dbtp": -3.2}})
    after: dict[str, float | None]
    lowered_db: float
    created_at: str


class EffectResultAnswer(Answer, EffectResult):
    """One result."""


class EffectResultPage(Paged):
    """Results, newest first."""

    results: list[EffectResult]
