"""English words as they are sung: the lexicon, small words that give way, numbers, respellings and cuts by hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from backend.studio.lyrics import lexicon, numbers, respelling
from backend.studio.lyrics.sounds import VOWELS, Sounded, cut
from backend.studio.lyrics.words import HOLD, Piece, Spoken, bare, cut_by_hand


@lru_cache(maxsize=2048)
def read(tokens: tuple[tuple[str, str], ...], british: bool = False) -> tuple[Spoken, ...]:
    """Read words and their respellings."""
    tags = _tags([text for text, _ in tokens], british)
    found: list[Spoken] = []
    following = ""
    # From the end: small words sound as what comes after them asks for.
    for (text, respelt), tag in reversed(list(zip(tokens, tags, strict=True))):
        word = _word(text, respelt, tag, following, british)
        found.append(word)
        following = word.sounds[0].sounds[0] if word.sounds else "ə"
    return tuple(reversed(found))


def _tags(words: Sequence[str], british: bool) -> Sequence[str]:
    """Parts of speech, only where a word of the line needs one: the tagger is large."""
    plain = [bare(word) for word in words]
    if any(lexicon.lexicon(british).is_ambiguous(word) for word in plain):
        return lexicon.tags([word.lower() if word.isupper() and len(word) > 1 else word for word in plain])
    return [""] * len(words)


def _word(text: str, respelt: str, tag: str, following: str, british: bool) -> Spoken:
    """One written word; ``following`` is the first sound of the next, empty at the end of the line."""
    parts, holds = cut_by_hand(text)
    shown = "".join(parts)
    if len(parts) == 1 and not respelt and (said := _said(shown)):
        return Spoken(shown, tuple(_piece(word, british) for word in said))
    small = _small(shown.lower(), following, british) if len(parts) == 1 and not respelt else ""
    readings, known = ((small,), True) if small else _readings(parts, respelt, tag, british)
    sounds = _fitting(readings, len(parts))
    if shown.isupper() and len(sounds) == len(shown) > 1:
        parts, holds = list(shown), [*[0] * (len(shown) - 1), sum(holds)]
    return Spoken(text.replace(HOLD, ""), (Piece(tuple(parts), tuple(holds), sounds),), known, bool(small))


def _piece(word: str, british: bool) -> Piece:
    return Piece((word,), (0,), cut(lexicon.lexicon(british).readings(word)[0][0]))


def _said(text: str) -> list[str]:
    """The words that a number or an abbreviation stands for."""
    short = lexicon.sung_table()["abbreviations"].get(text.lower())
    return [short] if short else numbers.spoken(text) or []


def _small(word: str, following: str, british: bool) -> str:
    forms = lexicon.sung_table()["weak"].get(word)
    if not forms:
        return ""
    sound = forms[2] if not following else forms[following[0] in VOWELS]
    return lexicon.british(sound) if british else str(sound)


def _readings(parts: Sequence[str], respelt: str, tag: str, british: bool) -> tuple[tuple[str, ...], bool]:
    """How a word may sound: as respelt, as one word, or part by part where only the parts are words (`well-known`)."""
    book = lexicon.lexicon(british)
    if respelt:
        is_word = respelt.isalpha() and book.knows(respelt.lower())
        return book.readings(respelt.lower()) if is_word else ((respelling.read(respelt),), True)
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
