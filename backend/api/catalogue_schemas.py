"""What the answers about what there is to choose from look like."""

from __future__ import annotations

from pydantic import Field

from backend.api.schemas import Answer, Shape


class StyleShape(Shape):
    """A style, with the words that call it and its slowest, usual and fastest tempo in beats per minute."""

    name: str = Field(json_schema_extra={"example": "lofi"})
    label: str = Field(json_schema_extra={"example": "Lo-fi hip hop"})
    words: list[str]
    tempo: tuple[float, float, float]
    families: list[str]


class Styles(Answer):
    """The styles."""

    results: list[StyleShape]


class InstrumentShape(Shape):
    """An instrument, with the roles that suit it."""

    name: str = Field(json_schema_extra={"example": "flute"})
    label: str = Field(json_schema_extra={"example": "Flute"})
    family: str
    roles: list[str]
    is_drums: bool


class Instruments(Answer):
    """The instruments."""

    results: list[InstrumentShape]
