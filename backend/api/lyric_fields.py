"""The fields of requests about lyrics."""

from __future__ import annotations

import secrets
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from backend.api.fields import Fields, Label, Name, Row, Title, Words, example, from_text
from backend.api.singing_fields import MAX_RESPELLED, LyricsText
from backend.services.lyricist import Wish
from backend.services.wishes import MAX_SECONDS, MAX_SEED, MIN_SECONDS

SAMPLE = "[Verse]\nThe moon was hanging low and blue\nI walked along the avenue"


class WithLyrics(Fields):
    """Lyrics as they are typed."""

    lyrics: LyricsText = Field(description="The words, with `[Verse]`, `[Chorus]` and the like above their lines.")


class Analysis(WithLyrics):
    """Lyrics to look through; with a song they are counted against its melody."""

    language: Name = Field("", description="A language, such as en-US, en-GB, es, fr, it or pt-BR.")
    respelled: Annotated[dict[Name, Name], BeforeValidator(from_text)] = Field(
        default_factory=dict, max_length=MAX_RESPELLED, description='How words are spoken: {"Siobhan": "shi-vawn"}.'
    )
    song_id: Row | None = Field(None, description="A song whose melody the words are for.")

    model_config = example(lyrics=SAMPLE, language="en-US")


class Theme(Fields):
    """What to write about."""

    prompt: Words = Field("", description="What the words are about, in your own words.")
    theme: Words = Field("", description="The same, or a theme of /api/lyrics/themes.")
    style: Name = Field("", description="The name of a style, from /api/styles.")
    mood: Label = ""
    seed: int | None = Field(None, ge=0, le=MAX_SEED, description="The same request and seed give the same words.")

    def to_wish(self, *, form: str = "", scheme: str = "") -> Wish:
        """The request as the studio understands it; a seed that nobody gave is drawn."""
        seed = secrets.randbelow(MAX_SEED + 1) if self.seed is None else self.seed
        return Wish(self.prompt or self.theme, self.style, self.mood, form, scheme, seed)


class Writing(Theme):
    """Lyrics to be written."""

    form: Words = Field("", description="The sections, such as `verse, chorus, verse, chorus, bridge, chorus`.")
    rhyme_scheme: Name = Field("", description="Letters, such as AABB, ABAB or ABCB; X rhymes with nothing.")
    duration: float | None = Field(
        None,
        ge=MIN_SECONDS,
        le=MAX_SECONDS,
        description="Seconds of the song; without a form the words have room in it.",
    )
    song_id: Row | None = Field(None, description="A song to whose melody the words shall scan.")

    model_config = example(theme="leaving town on the night train", style="folk", mood="hopeful", seed=7)


class Rewriting(WithLyrics, Theme):
    """Another line in the place of one."""

    line: int = Field(ge=0, le=10_000, description="The line, counted from 0 among those that are sung.")
    song_id: Row | None = Field(None, description="A song to whose melody the line shall scan.")

    model_config = example(lyrics=SAMPLE, line=1, seed=7)


class GoingOn(WithLyrics, Theme):
    """A further section."""

    section: Literal["", "verse", "prechorus", "chorus", "bridge", "outro"] = Field(
        "", description="Which section; else what usually comes next."
    )

    model_config = example(lyrics=SAMPLE, seed=7)


class RhymeQuery(Fields):
    """What to rhyme with."""

    word: Words = Field(min_length=1, description="A word, or the end of a line.")
    kind: Literal["perfect", "near"] = Field("near", description="`perfect` leaves out near rhymes.")
    syllables: int | None = Field(None, ge=1, le=12)
    stress: str = Field("", pattern="^[01]{0,12}$", description="The stresses of the word, such as `01`.")

    model_config = example(word="tonight", kind="perfect")


class SynonymQuery(Fields):
    """What to find other words for."""

    word: Words = Field(min_length=1)
    syllables: int | None = Field(None, ge=1, le=12)

    model_config = example(word="lonely")


class Sheet(WithLyrics):
    """Lyrics to keep."""

    title: Title | None = None
    language: Name = ""

    model_config = example(title="Night train", lyrics=SAMPLE)


class SheetChange(Fields):
    """What may be changed about lyrics; another text becomes their newest version."""

    lyrics: LyricsText | None = None
    title: Title | None = None
    language: Name | None = None

    model_config = example(lyrics=SAMPLE)
