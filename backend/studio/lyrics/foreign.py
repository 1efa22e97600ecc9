"""Words of languages other than English: their sounds come from a reader that is passed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from backend.studio.errors import CannotSing
from backend.studio.lyrics import respelling
from backend.studio.lyrics.sounds import cut
from backend.studio.lyrics.words import HOLD, SungWord, cut_by_hand, syllables_of

Speak = Callable[[Sequence[str], str], Sequence[str]]
"""``speak(words, language)``: the sounds of each word in the studio's alphabet; raises CannotSing."""


def read(tokens: Sequence[tuple[str, str]], language: str, speak: Speak | None) -> tuple[SungWord, ...]:
    """Read words and their respellings.

    Raises
    ------
    CannotSing
        if nobody reads that language here
    """
    if speak is None:
        raise CannotSing(
            f"Lyrics in {language!r} need espeak-ng, which is not installed here; "
            "type (Debian, Ubuntu): sudo apt install espeak-ng. English needs nothing more."
        )
    cuts = [cut_by_hand(text) for text, _ in tokens]
    asked = [("".join(parts) if not respelt else "") for (parts, _), (_, respelt) in zip(cuts, tokens, strict=True)]
    spoken = iter(speak([word for word in asked if word], language))
    found: list[SungWord] = []
    for (text, respelt), (parts, holds), word in zip(tokens, cuts, asked, strict=True):
        sound = next(spoken) if word else respelling.read(respelt)
        found.append(SungWord(text.replace(HOLD, ""), syllables_of(tuple(parts), holds, cut(sound))))
    return tuple(_stressed(word) for word in found)


def _stressed(word: SungWord) -> SungWord:
    """A word of several syllables has a stress even where nobody marked it: on the last but one."""
    if len(word.syllables) < 2 or any(syllable.stress for syllable in word.syllables):
        return word
    at = len(word.syllables) - 2
    syllables = [replace(one, stress=2 if place == at else 0) for place, one in enumerate(word.syllables)]
    return replace(word, syllables=tuple(syllables))
