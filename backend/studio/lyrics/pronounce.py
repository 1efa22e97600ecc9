"""From a line of text to words, each with its syllables and their sounds, ready to be sung.

    for word in pronounce("Hold me live(lyv) to-night"):
        for syllable in word.syllables: ...

English is read by the lexicon. Other languages are read by a function that is passed in (``foreign.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from backend.studio.lyrics import foreign, lexicon, numbers, respelling
from backend.studio.lyrics.foreign import Speak
from backend.studio.lyrics.sounds import VOWELS, Sounded, cut
from backend.studio.lyrics.words import HOLD, SungWord, bare, cut_by_hand, syllables_of
from backend.studio.lyrics.words import tokens as tokens_of


def pronounce(
    line: str,
    language: str = "en-US",
    respelled: Mapping[str, str] | Sequence[tuple[str, str]] = (),
    speak: Speak | None = None,
) -> tuple[SungWord, ...]:
    """Read a line.

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
    mine = {word.lower(): sound for word, sound in dict(respelled).items()}
    tokens = [(text, respelt or mine.get(bare(text).lower(), "")) for text, respelt in tokens_of(line)]
    if not language.lower().startswith("en"):
        return foreign.read(tokens, language, speak)
    return _english(tuple(tokens), language.lower() in ("en-gb", "en-uk", "en-au", "en-ie", "en-nz"))


@lru_cache(maxsize=2048)
def _english(tokens: tuple[tuple[str, str], ...], british: bool) -> tuple[SungWord, ...]:
    tags = _tags([text for text, _ in tokens], british)
    found: list[SungWord] = []
    following = ""
    # From the end: small words sound as what comes after them asks for.
    for (text, respelt), tag in reversed(list(zip(tokens, tags, strict=True))):
        word = _word(text, respelt, tag, following, british)
        found.append(word)
        following = word.syllables[0].onset[0] if word.syllables and word.syllables[0].onset else "ə"
    return tuple(reversed(found))


def _tags(words: Sequence[str], british: bool) -> Sequence[str]:
    """Parts of speech, only where a word of the line needs one: the tagger is large."""
    plain = [bare(word) for word in words]
    if any(lexicon.lexicon(british).is_ambiguous(word) for word in plain):
        return lexicon.tags([word.lower() if word.isupper() and len(word) > 1 else word for word in plain])
    return [""] * len(words)


def _word(text: str, respelt: str, tag: str, following: str, british: bool) -> SungWord:
    """One written word; ``following`` is the first sound of the next, empty at the end of the line."""
    parts, holds = cut_by_hand(text)
    shown = "".join(parts)
    if respelt:
        return _respelt(text.replace(HOLD, ""), parts, holds, respelt, british)
    if len(parts) == 1 and (said := _said(shown)):
        return _several(shown, said, british)
    small = _small(shown.lower(), following, british) if len(parts) == 1 else ""
    if small:
        return SungWord(shown, syllables_of((shown,), holds, cut(small)), small=True)
    readings, known = _readings(parts, tag, british)
    sounded = _fitting(readings, len(parts))
    if shown.isupper() and len(sounded) == len(shown) > 1:
        parts, holds = list(shown), [*[0] * (len(shown) - 1), sum(holds)]
    return SungWord(text.replace(HOLD, ""), syllables_of(tuple(parts), holds, sounded), known)


def _said(text: str) -> list[str]:
    """The words that a number or an abbreviation stands for."""
    short = lexicon.sung_table()["abbreviations"].get(text.lower())
    return [short] if short else numbers.spoken(text) or []


def _several(text: str, said: Sequence[str], british: bool) -> SungWord:
    """A written word that is sung as several: its syllables are written as they are said."""
    syllables = [
        syllable
        for word in said
        for syllable in syllables_of((word,), [0], cut(lexicon.lexicon(british).readings(word)[0][0]))
    ]
    return SungWord(text, tuple(syllables))


def _small(word: str, following: str, british: bool) -> str:
    forms = lexicon.sung_table()["weak"].get(word)
    if not forms:
        return ""
    sound = forms[2] if not following else forms[following[0] in VOWELS]
    return lexicon.british(sound) if british else str(sound)


def _readings(parts: Sequence[str], tag: str, british: bool) -> tuple[tuple[str, ...], bool]:
    """How a word may sound: as one word, or part by part where only the parts are words (`well-known`)."""
    book = lexicon.lexicon(british)
    whole = book.readings("".join(parts), tag)
    if len(parts) == 1 or (whole[1] and any(len(cut(reading)) == len(parts) for reading in whole[0])):
        return whole
    found = [book.readings(part) for part in parts]
    if all(readings for readings, _ in found):
        return ("".join(readings[0] for readings, _ in found),), all(known for _, known in found)
    return whole


def _fitting(readings: Sequence[str], parts: int) -> tuple[Sounded, ...]:
    """The first reading that has as many syllables as the text was cut into."""
    cuts = [cut(reading) for reading in readings]
    if parts > 1 and (fitting := [found for found in cuts if len(found) == parts]):
        return fitting[0]
    return cuts[0] if cuts else ()


def _respelt(text: str, parts: Sequence[str], holds: Sequence[int], respelt: str, british: bool) -> SungWord:
    """A word sung as another spelling says: a known word, or letters read as they sound."""
    book = lexicon.lexicon(british)
    known = respelt.isalpha() and book.knows(respelt.lower())
    sound = book.readings(respelt.lower())[0][0] if known else respelling.read(respelt)
    return SungWord(text, syllables_of(tuple(parts), holds, cut(sound)))
