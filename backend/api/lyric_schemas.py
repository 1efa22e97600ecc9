"""What the answers about lyrics look like."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from backend.api.schemas import Answer, NamedShape, Paged, Shape


class LyricSyllable(Shape):
    """A syllable as written."""

    text: str
    stress: Literal[0, 1, 2]


class LyricWord(Shape):
    """A word; one that is not known is read by guess."""

    text: str
    known: bool
    syllables: list[LyricSyllable]


class LyricLine(Shape):
    """A line, with its letter in the rhyme scheme and the notes that a melody has for it."""

    line: int
    text: str
    syllables: int
    stresses: str = Field(json_schema_extra={"example": "01010101"})
    rhyme: str
    rhymes: Literal["perfect", "near", ""]
    notes: int | None
    words: list[LyricWord]
    warnings: list[str]


class LyricSection(Shape):
    """A section."""

    role: str
    name: str
    instrumental: bool
    repeated: bool
    rhyme_scheme: str
    meter: str = Field(json_schema_extra={"example": "iambic tetrameter"})
    lines: list[LyricLine]


class LyricReport(Answer):
    """What was found out about lyrics."""

    sections: list[LyricSection]
    warnings: list[str]


class NewLyrics(LyricReport):
    """Lyrics that were written and are kept."""

    id: int
    title: str
    lyrics: str
    seed: int
    engine_used: Literal["composer", "llm"]
    fallback_reason: str | None


class MoreLyrics(LyricReport):
    """Lyrics with a section more."""

    lyrics: str


class RewrittenLine(Answer):
    """Lyrics with another line."""

    lyrics: str
    line: str
    alternatives: list[str]


class Rhyme(Shape):
    """A word that rhymes."""

    word: str
    kind: Literal["perfect", "near"]
    syllables: int
    stress: str


class Rhymes(Answer):
    """Words that rhyme."""

    rhymes: list[Rhyme]


class Synonym(Shape):
    """A word that can stand for another."""

    word: str
    syllables: int
    stress: str
    scans: bool


class Synonyms(Answer):
    """Words that can stand for another."""

    synonyms: list[Synonym]


class LyricThemes(Answer):
    """What the studio writes about, and who writes."""

    themes: list[NamedShape]
    moods: list[str]
    engine: Literal["composer", "llm"]


class LyricShort(Shape):
    """Lyrics in a list."""

    id: int
    title: str
    language: str
    version: int
    created_at: str
    updated_at: str


class LyricPage(Paged, Answer):
    """Some of the caller's lyrics."""

    results: list[LyricShort]


class LyricSheet(Answer, LyricShort):
    """Lyrics that are kept; ``timed`` where it is known when their lines are sung."""

    lyrics: str
    made_by: str
    timed: bool


class LyricVersionShort(Shape):
    """A version of lyrics in a list."""

    version: int
    made_by: str
    created_at: str


class LyricVersions(Answer):
    """The versions of lyrics."""

    results: list[LyricVersionShort]


class LyricVersion(Answer, LyricVersionShort):
    """A version of lyrics."""

    lyrics: str
