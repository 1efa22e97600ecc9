"""Spanish, French, Italian and Portuguese words: their sounds come from espeak-ng, a program that is run by others.

Its IPA becomes what Kokoro's voices of these languages have learnt: diphthongs and affricates as one symbol.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from backend.studio.errors import CannotSing
from backend.studio.lyrics import morae, respelling
from backend.studio.lyrics.lexicon import sung_table
from backend.studio.lyrics.sounds import VOWELS, Sounded, cut
from backend.studio.lyrics.words import HOLD, Piece, Spoken, cut_by_hand, tokens

Run = Callable[[Sequence[str], str], Sequence[str]]
"""``run(words, voice)``: what espeak-ng says to each word in IPA, tied sounds joined by ^."""

Speak = Callable[[Sequence[str], str], Sequence[str]]
"""``speak(words, language)``: the sounds of each word in the studio's alphabet; raises CannotSing."""

VOICES = {
    "es": "es", "es-419": "es-419", "es-mx": "es-419", "es-us": "es-419", "fr": "fr-fr", "it": "it", "pt": "pt-br",
    "pt-br": "pt-br", "pt-pt": "pt",
}  # fmt: skip
LANGUAGES = ("en-US", "en-GB", "es", "fr", "it", "pt-BR", *morae.LANGUAGES)
MISSING = (
    "Lyrics in {language!r} need espeak-ng, which is not installed here; "
    "type (Debian, Ubuntu): sudo apt install espeak-ng. English needs nothing more."
)
TIED = {
    "a^ɪ": "I", "a^ʊ": "W", "e^ɪ": "A", "o^ʊ": "O", "ə^ʊ": "Q", "ɔ^ɪ": "Y",
    "d^z": "ʣ", "d^ʒ": "ʤ", "t^s": "ʦ", "t^ʃ": "ʧ",
}  # fmt: skip
# Alone they would be read as names of letters.
LETTERS = {"é": "ɛ", "è": "ɛ", "ê": "ɛ", "à": "a", "á": "a", "ò": "o", "ó": "o", "ô": "o", "ù": "u"}
LATIN = re.compile(r"[A-Za-z0-9À-ɏ]")
ANY_VOWEL = "".join(sorted(VOWELS))
# What espeak-ng writes as two vowels and everybody sings as one.
GLIDES = (
    (re.compile(r"\^[ɪi]"), "j"),
    (re.compile(r"\^[ʊu]"), "w"),
    (re.compile("\u0303ʊ\u0303?"), "\u0303w"),
    (re.compile("\u0303[yɪi]"), "\u0303j"),
)
FALLING = re.compile(rf"(ˈ[{ANY_VOWEL}])([iu])(?![{ANY_VOWEL}ː])")
RISING = re.compile(rf"y(?=ˈ?ˌ?[{ANY_VOWEL}])")


def is_english(language: str) -> bool:
    """Whether a BCP 47 tag names a kind of English."""
    return language.lower().split("-")[0] == "en"


def voice_of(language: str) -> str:
    """What espeak-ng calls a language.

    Raises
    ------
    CannotSing
        naming the languages that can be sung
    """
    tag = language.lower().replace("_", "-")
    voice = VOICES.get(tag) or VOICES.get(tag.split("-")[0])
    if voice is None:
        raise CannotSing(f"Lyrics in {language[:20]!r} cannot be sung; allowed are {', '.join(LANGUAGES)}.")
    return voice


def reader(run: Run) -> Speak:
    """A reader of words by a way of running espeak-ng."""

    def speak(words: Sequence[str], language: str) -> Sequence[str]:
        voice = voice_of(language)
        return [sounds_of(told, voice) for told in run(words, voice)]

    return speak


def sounds_of(told: str, voice: str) -> str:
    """What espeak-ng told in the studio's alphabet."""
    sounds = re.sub(r"\([a-z-]+\)", "", told.strip())
    for tied, one in TIED.items():
        sounds = sounds.replace(tied, one)
    for pattern, glide in GLIDES:
        sounds = pattern.sub(glide, sounds)
    if voice == "it":
        sounds = FALLING.sub(lambda found: found[1] + {"i": "j", "u": "w"}[found[2]], sounds)
    if voice.startswith("fr"):
        sounds = RISING.sub("ɥ", sounds)
    return sounds.replace("^", "").replace("-", "").replace("_", "").replace(" ", "")


def read(tokens: Sequence[tuple[str, str]], language: str, speak: Speak | None) -> tuple[Spoken, ...]:
    """Read words and their respellings.

    Raises
    ------
    CannotSing
        if nobody reads that language here
    """
    if morae.is_read(language):
        return morae.read(tokens, language)
    voice_of(language)
    cuts = [cut_by_hand(text) for text, _ in tokens]
    known = [_without_asking("".join(parts), respelt) for (parts, _), (_, respelt) in zip(cuts, tokens, strict=True)]
    asked = ["".join(parts) for (parts, _), sound in zip(cuts, known, strict=True) if sound is None]
    spoken = iter(_spoken(asked, language, speak))
    small = sung_table()["small"][language[:2].lower()]
    found: list[Spoken] = []
    for (text, _), (parts, holds), sound in zip(tokens, cuts, known, strict=True):
        sounds = cut(next(spoken) if sound is None else sound, romance=True)
        is_small = text.lower() in small and len(sounds) == 1
        marked = _stressed(sounds, is_small)
        found.append(Spoken(text.replace(HOLD, ""), (Piece(tuple(parts), tuple(holds), marked),), small=is_small))
    return tuple(found)


def spelled_out(lines: Iterable[str], language: str, speak: Speak | None) -> tuple[tuple[str, str], ...]:
    """How each word of some lines sounds, as respellings: with them nobody has to be asked any more.

    Raises
    ------
    CannotSing
        if nobody reads that language here
    """
    if morae.is_read(language):
        return ()
    cuts = (cut_by_hand(text) for line in lines for text, respelt in tokens(line) if not respelt)
    words = dict.fromkeys("".join(parts).lower() for parts, _ in cuts)
    asked = [word for word in words if _without_asking(word, "") is None]
    told = zip(asked, _spoken(asked, language, speak), strict=True)
    return tuple((word, f"/{sounds}/") for word, sounds in told if sounds)


def _spoken(words: Sequence[str], language: str, speak: Speak | None) -> Sequence[str]:
    voice_of(language)
    if words and speak is None:
        raise CannotSing(MISSING.format(language=language))
    return speak(words, language) if words and speak else ()


def _without_asking(word: str, respelt: str) -> str | None:
    """The sounds that are plain without espeak-ng; none of a word in other letters; None where it has to be asked."""
    if respelt:
        return respelling.read(respelt)
    return LETTERS.get(word.lower()) if LATIN.search(word) else ""


def _stressed(sounds: Sequence[Sounded], is_small: bool) -> tuple[Sounded, ...]:
    """Small words have no stress; of several syllables one has it even where nobody marked it: the last but one."""
    if is_small:
        return tuple(replace(one, stress=0) for one in sounds)
    if len(sounds) < 2 or any(one.stress for one in sounds):
        return tuple(sounds)
    at = len(sounds) - 2
    return tuple(replace(one, stress=2 if place == at else 0) for place, one in enumerate(sounds))
