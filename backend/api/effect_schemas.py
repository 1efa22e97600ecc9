"""What the answers about effects look like, for the API page."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from backend.api.schemas import Answer, Paged, Shape

EffectInChain = dict[str, bool | float | str]
"""An effect with its ``type``, everything that it is set to, ``mix`` and ``bypass``."""


class EffectNumber(Shape):
    """A number to set. ``scale``: whether a knob turns evenly or in ratios, as one hears frequencies.

    ``least``: 0 leaves it to the sound, and what is not 0 is at least that.
    """

    kind: Literal["number"]
    name: str = Field(json_schema_extra={"example": "threshold_db"})
    label: str
    default: float
    unit: str = Field(json_schema_extra={"example": "dB"})
    min: float
    max: float
    scale: Literal["even", "ratio"]
    whole: bool
    least: float | None


class EffectChoice(Shape):
    """One of several options."""

    kind: Literal["choice"]
    name: str = Field(json_schema_extra={"example": "sides"})
    label: str
    default: str
    options: list[str]


class EffectRecording(Shape):
    """A recording of one's own, by the id of an upload; empty for none."""

    kind: Literal["recording"]
    name: str = Field(json_schema_extra={"example": "impulse"})
    label: str
    default: str


class EffectShape(Shape):
    """An effect. What does not blend is heard wholly or not at all."""

    name: str = Field(json_schema_extra={"example": "compressor"})
    label: str
    group: str
    about: str
    mix: float
    blends: bool
    available: bool
    reason: str | None = Field(description="Why it cannot be had here, and what to type.")
    parameters: list[EffectNumber | EffectChoice | EffectRecording]


class PresetShape(Shape):
    """A chain with a name."""

    name: str = Field(json_schema_extra={"example": "warm_voice"})
    label: str
    group: str
    about: str
    effects: list[EffectInChain]


class EffectLimits(Shape):
    """What a request may ask for."""

    effects: int
    seconds: float
    channels: list[int]
    formats: list[str]


class EffectCatalogue(Answer):
    """The effects there are, the presets, the lengths of notes for what is in time, and the limits."""

    effects: list[EffectShape]
    presets: list[PresetShape]
    notes: list[str]
    limits: EffectLimits


class JobAccepted(Answer):
    """A job that will be done."""

    job_id: str
    status: str
    links: dict[str, str]


class EffectSource(Shape):
    """The sound that went in."""

    asset_id: str
    path: str
    url: str
    name: str
    duration_s: float
    song_id: int | None
    take: int | None
    stem: str | None


class LoudnessShape(Shape):
    """How loud a sound is; silence has no such thing."""

    lufs: float | None = Field(json_schema_extra={"example": -20.1})
    peak_dbtp: float | None = Field(json_schema_extra={"example": -3.2})


class EffectResult(Shape):
    """A sound that effects made, with its source and its whole chain; what it was lowered by to fit into its file."""

    asset_id: str
    path: str = Field(json_schema_extra={"example": "storage/effects/kq3f….wav"})
    url: str
    name: str
    duration_s: float
    bytes: int
    source: EffectSource
    effects: list[EffectInChain]
    preset: str | None
    keep_length: bool
    channels: int
    sample_rate: int
    before: LoudnessShape
    after: LoudnessShape
    lowered_db: float
    created_at: str


class EffectResultAnswer(Answer, EffectResult):
    """One result."""


class EffectResultPage(Paged):
    """Results, newest first."""

    results: list[EffectResult]
