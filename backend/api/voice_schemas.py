"""What the answers about voices, and about words that are sung, look like."""

from __future__ import annotations

from pydantic import Field

from backend.api.schemas import Answer, NamedShape, Shape


class VoiceShape(Shape):
    """A voice. ``range`` is what it can sing, ``tessitura`` where it is at ease, both as MIDI pitches."""

    id: str = Field(json_schema_extra={"example": "kokoro/af_heart"})
    label: str
    engine: str
    languages: list[str] = Field(json_schema_extra={"example": ["en-US"]})
    range: tuple[int, int] = Field(json_schema_extra={"example": [48, 79]})
    tessitura: tuple[int, int] = Field(json_schema_extra={"example": [55, 72]})
    licence: str = Field(json_schema_extra={"example": "Apache-2.0"}, description="Of its weights.")
    credit: str
    speed: float = Field(description="Seconds of singing for each second of work on one core.")
    available: bool
    reason: str | None = Field(description="Why it cannot sing here, and what to type.")
    sample: str | None = Field(json_schema_extra={"example": "/api/voices/kokoro/af_heart/sample"})


class SyllableShape(Shape):
    """A syllable as it is sung; ``note`` is the MIDI pitch it begins on."""

    text: str
    start_s: float
    end_s: float
    note: int | None


class WordShape(Shape):
    """A word as it is sung."""

    text: str
    start_s: float
    end_s: float
    syllables: list[SyllableShape]


class LineShape(Shape):
    """A line of the words; ``section`` is the name of the section in which it is sung."""

    text: str
    section: str
    start_s: float
    end_s: float
    words: list[WordShape]


class SongWords(Answer):
    """What is sung in a take, by whom, and on which terms its voice may be used."""

    song_id: int
    take: int
    voice: str = Field(json_schema_extra={"example": "kokoro/af_heart"})
    language: str = Field(json_schema_extra={"example": "en-US"})
    licence: str = Field(json_schema_extra={"example": "Apache-2.0"})
    lines: list[LineShape]


class Voices(Answer):
    """Who can sing, in which ways, and what may be sung beside a melody."""

    voices: list[VoiceShape]
    expressions: list[NamedShape]
    harmonies: list[NamedShape]


class VoicePreview(Answer):
    """Where some words can be heard; ``ready`` if they were sung before."""

    voice: str = Field(json_schema_extra={"example": "kokoro/af_heart"})
    url: str = Field(json_schema_extra={"example": "/api/voices/auditions/8c1f….mp3"})
    ready: bool
