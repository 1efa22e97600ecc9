"""From a line of text to words, each with its syllables and their sounds, ready to be sung.

    for word in pronounce("Hold me live(lyv) to-night"):
        for syllable in word.syllables: ...

English is read by the lexicon. Other languages are read by a function that is passed in (``foreign.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backend.studio.lyrics import english, foreign
from backend.studio.lyrics.foreign import Speak
from backend.studio.lyrics.words import Spoken, SungWord, bare
from backend.studio.lyrics.words import tokens as tokens_of

BRITISH = ("en-gb", "en-uk", "en-au", "en-ie", "en-nz")


def pronounce(
    line: str,
    language: str = "en-US",
    respelled: Mapping[str, str] | Sequence[tuple[str, str]] = (),
    speak: Speak | None = None,
) -> tuple[SungWord, ...]:
    """Read a line, each word with its syllables as they are written.

    Parameters
    ----------
    language : a BCP 47 tag
    respelled : words and how they sound, as in ``live(lyv)``; a respelling in the line itself comes first
    speak : reads the words of languages other than English

    Raises
    ------
    CannotSing
        if the language is not English and nobody reads it
    """
    return tuple(word.sung() for word in spoken(line, language, respelled, speak))


def spoken(
    line: str,
    language: str = "en-US",
    respelled: Mapping[str, str] | Sequence[tuple[str, str]] = (),
    speak: Speak | None = None,
) -> tuple[Spoken, ...]:
    """Read a line by its sounds alone, as ``pronounce`` does."""
    mine = {word.lower(): sound for word, sound in dict(respelled).items()}
    tokens = [(text, respelt or mine.get(bare(text).lower(), "")) for text, respelt in tokens_of(line)]
    if not foreign.is_english(language):
        return foreign.read(tokens, language, speak)
    return english.read(tuple(tokens), language.lower() in BRITISH)
