"""What the answers about voicebanks look like."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from backend.api.schemas import Answer, Shape


class BankShort(Shape):
    """A voicebank, or a vocoder that banks share, in short; ``reason`` is why it cannot sing."""

    id: str = Field(json_schema_extra={"example": "synthia-3f2a9c1d"})
    kind: Literal["bank", "vocoder"]
    name: str
    languages: list[str]
    voices: list[str] = Field(json_schema_extra={"example": ["bank/synthia-3f2a9c1d/soft"]})
    available: bool
    reason: str | None
    added_at: str


class Banks(Answer):
    """The voicebanks that are here."""

    banks: list[BankShort]


class BankReport(BankShort):
    """What a bank can do: its models, curves and words, its terms, and what follows from what it lacks."""

    fingerprint: str
    left_out: list[str]
    terms: list[dict[str, str]] = Field(default_factory=list)
    colours: list[dict[str, str]] = Field(default_factory=list)
    models: list[dict[str, Any]] = Field(default_factory=list)
    curves: dict[str, bool] = Field(default_factory=dict)
    missing: list[dict[str, str]] = Field(default_factory=list)
    speed: float | None = None


class BankAnswer(Answer):
    """One bank."""

    bank: BankReport
