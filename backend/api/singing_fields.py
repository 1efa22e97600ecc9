"""The fields of a request that say what is sung, by whom, and how."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints

from backend.api.fields import Fields, Name, from_text, plain_text
from backend.services.errors import InvalidInput
from backend.services.wishes import DEFAULT_VOICE, MAX_LYRICS, SingingWish

MAX_HARMONIES, MAX_RESPELLED = 9, 200
VoiceName = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]


def _read_lyrics(value: Any) -> Any:
    """Control signs go; a text that is too long stays so."""
    return plain_text(value) if isinstance(value, str) and len(value) <= MAX_LYRICS else value


def _names(value: Any) -> Any:
    """A list, as JSON or with commas: a form can only send text."""
    if not isinstance(value, str):
        return value
    return (
        from_text(value) if value.lstrip()[:1] == "[" else [name.strip() for name in value.split(",") if name.strip()]
    )


LyricsText = Annotated[str, StringConstraints(max_length=MAX_LYRICS), BeforeValidator(_read_lyrics)]


class Sung(Fields):
    """What is sung."""

    lyrics: LyricsText = Field(
        "", description="The words, with their `[Verse]` and `[Chorus]`; `[instrumental]` alone is sung by nobody."
    )
    voice: VoiceName = Field(DEFAULT_VOICE, description="A voice of /api/voices; `default` is the best one there is.")
    language: Name = Field("", description="A language of the voice, such as en-US; else its own.")
    expression: Name = Field("", description="A way of singing, from /api/voices; else that of the style.")
    harmonies: Annotated[list[Name], BeforeValidator(_names)] = Field(
        default_factory=list,
        max_length=MAX_HARMONIES,
        description="What is sung beside the melody: third_above, third_below, sixth_above, sixth_below, "
        "octave_above, octave_below, double, choir, ad_libs.",
    )
    respelled: Annotated[dict[Name, Name], BeforeValidator(from_text)] = Field(
        default_factory=dict, max_length=MAX_RESPELLED, description='How words are spoken: {"Siobhan": "shi-vawn"}.'
    )

    def to_singing(self, *, alone: bool = False, engine: str = "") -> SingingWish:
        """What is sung, as the studio understands it; by the best of an engine's voices where none is named.

        Raises
        ------
        InvalidInput
            if the voice is one of another engine
        """
        voice = self.voice or DEFAULT_VOICE
        if engine and voice != DEFAULT_VOICE and not voice.startswith(f"{engine}/"):
            raise InvalidInput.of({"engine": [f"The voice {voice!r} is none of {engine!r}; leave one of them out."]})
        return SingingWish(
            self.lyrics,
            f"{engine}/{DEFAULT_VOICE}" if engine and voice == DEFAULT_VOICE else voice,
            self.language,
            self.expression,
            tuple(self.harmonies),
            tuple(self.respelled.items()),
            alone=alone,
        )
