"""Sounds and syllables: cutting a string of IPA into syllables, one vowel or diphthong each, by the largest onset."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

PRIMARY, SECONDARY = "ˈ", "ˌ"
VOWELS = frozenset("AIOQWYaeiouyæøœɐɑɒɔəɚɛɜɤɨɪɯʉʊʌᵊᵻ")
SONORANTS = "mnŋlɹ"
# They belong to the sound before them: length, nasality, aspiration, palatalisation.
MARKS = frozenset("ː̃ʰʲ")
# A held note needs the whole vowel where speech only hints at it.
FULL = {"ᵊ": "ə", "ɾ": "T", "ʔ": "t", "g": "ɡ", "ɚ": "əɹ"}

# What an English syllable may begin with, beyond any single consonant but ŋ (Hammond, The Phonology of English, 1999).
STOPS_AND_LIQUIDS = "pl pɹ bl bɹ tɹ dɹ kl kɹ ɡl ɡɹ fl fɹ θɹ ʃɹ sl sp st sk sm sn sf tw dw kw ɡw sw θw hw"
WITH_YOD = "pj bj fj vj mj kj ɡj hj nj tj dj"
THREE = "spl spɹ stɹ skɹ skw spj skj stj"
ONSETS = frozenset(tuple(cluster) for cluster in f"{STOPS_AND_LIQUIDS} {WITH_YOD} {THREE}".split())
NEVER_FIRST = frozenset("ŋ")
# Romance syllables: an obstruent and a liquid, any of them and a glide.
OBSTRUENTS, LIQUIDS, GLIDES = frozenset("pbtdkɡfvβðɣ"), frozenset("lɾrʁɹ"), frozenset("jwɥ")


@dataclass(frozen=True, slots=True)
class Sounded:
    """A syllable by its sounds alone. ``stress`` is 0, 1 (secondary) or 2 (primary)."""

    onset: tuple[str, ...]
    vowel: str
    coda: tuple[str, ...]
    stress: int

    @property
    def sounds(self) -> tuple[str, ...]:
        return (*self.onset, self.vowel, *self.coda)


def cut(ipa: str, *, romance: bool = False) -> tuple[Sounded, ...]:
    """Cut a word's sounds into syllables, of English or of a Romance language.

    A word without a vowel is sung on its last nasal or liquid, or not at all.
    """
    sounds, stresses = _read(ipa if romance else "".join(FULL.get(sign, sign) for sign in ipa))
    vowels = [place for place, sound in enumerate(sounds) if sound[0] in VOWELS]
    vowels = vowels or [place for place, sound in enumerate(sounds) if sound[0] in SONORANTS][-1:]
    if not vowels:
        return ()
    may_begin = _begins_romance if romance else _begins_english
    starts = [0, *(_onset_start(sounds, left, right, may_begin) for left, right in pairwise(vowels))]
    ends = [*starts[1:], len(sounds)]
    return tuple(
        Sounded(tuple(sounds[start:vowel]), sounds[vowel], tuple(sounds[vowel + 1 : end]), stresses[vowel])
        for start, vowel, end in zip(starts, vowels, ends, strict=True)
    )


def _read(ipa: str) -> tuple[list[str], list[int]]:
    """The sounds of a string and the stress of each: a mark counts for the next vowel."""
    sounds: list[str] = []
    stresses: list[int] = []
    waiting = 0
    for sign in ipa:
        if sign in (PRIMARY, SECONDARY):
            waiting = 2 if sign == PRIMARY else 1
        elif sign in MARKS and sounds:
            sounds[-1] += sign
        elif not sign.isspace():
            is_nucleus = sign in VOWELS
            sounds.append(sign)
            stresses.append(waiting if is_nucleus else 0)
            waiting = 0 if is_nucleus else waiting
    if waiting and sounds:
        stresses[-1] = waiting
    return sounds, stresses


def _onset_start(sounds: Sequence[str], left: int, right: int, may_begin: Callable[[tuple[str, ...]], bool]) -> int:
    """Where the syllable of the vowel at ``right`` begins: as early as its consonants may begin a word."""
    start = right
    while start - 1 > left and may_begin(tuple(sounds[start - 1 : right])):
        start -= 1
    return start


def _begins_english(onset: tuple[str, ...]) -> bool:
    if len(onset) == 1:
        return onset[0] not in NEVER_FIRST
    return onset in ONSETS


def _begins_romance(onset: tuple[str, ...]) -> bool:
    *others, last = onset
    if last in GLIDES and others:
        return _begins_romance(tuple(others))
    if not others:
        return last not in NEVER_FIRST
    return len(others) == 1 and others[0] in OBSTRUENTS and last in LIQUIDS
