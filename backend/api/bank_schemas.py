"""What the answers about voicebanks look like."""

from __future__ import annotations

from typing import Literal

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


class TermShape(Shape):
    """A text on how a bank may be used."""

    file: str = Field(json_schema_extra={"example": "license.txt"})
    text: str


class ColourShape(Shape):
    """A way in which a bank sings."""

    id: str
    name: str


class BankModel(Shape):
    """A network of a bank."""

    part: str = Field(json_schema_extra={"example": "acoustic"})
    bytes: int
    speakers: int


class LackShape(Shape):
    """What a bank lacks, and what follows from it."""

    part: str
    effect: str


class BankReport(BankShort):
    """What a bank can do: its models, curves and words, its terms, and what follows from what it lacks."""

    fingerprint: str
    left_out: list[str]
    terms: list[TermShape] = Field(default_factory=list)
    colours: list[ColourShape] = Field(default_factory=list)
    models: list[BankModel] = Field(default_factory=list)
    curves: dict[str, bool] = Field(default_factory=dict)
    missing: list[LackShape] = Field(default_factory=list)
    speed: float | None = None


class BankAnswer(Answer):
    """One bank."""

    bank: BankReport
