"""What kind of sound a phoneme is, how long it naturally lasts, and how a bank may write a sound."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from backend.studio.voice.diffsinger.alphabet import BREATH, SILENCE, language_of

TABLE = Path(__file__).with_name("sounds.toml")
# What vowels begin with in ARPABET, romaji, pinyin, X-SAMPA and IPA.
VOWELS = frozenset("aeiouAEIOUV@{&3269}ɑɒɔəɐɛɜɪᵻʊʌæøœɯɤɨʉy")


class Kind(StrEnum):
    """What a phoneme is; the names are those that dictionaries use."""

    VOWEL = "vowel"
    SEMIVOWEL = "semivowel"
    LIQUID = "liquid"
    NASAL = "nasal"
    FRICATIVE = "fricative"
    AFFRICATE = "affricate"
    ASPIRATE = "aspirate"
    STOP = "stop"
    OTHER = "other"

    @property
    def glides(self) -> bool:
        """Whether it goes over into the vowel after it, so that it lies on the beat with it."""
        return self in (Kind.SEMIVOWEL, Kind.LIQUID)


@dataclass(frozen=True)
class Phonology:
    """The tables of sounds.toml."""

    lengths_s: Mapping[Kind, float]
    kinds: Mapping[str, Mapping[str, Kind]]
    written: Mapping[str, tuple[tuple[str, ...], ...]]


def kind_named(name: str) -> Kind:
    """The kind that a dictionary names."""
    return Kind(name) if name in Kind.__members__.values() else Kind.OTHER


def guess(symbol: str) -> Kind:
    """The kind of a phoneme that no dictionary declares; silence and breath count as vowels."""
    if symbol in (SILENCE, BREATH):
        return Kind.VOWEL
    bare = symbol.rpartition("/")[2].rstrip("0123456789") or symbol
    for language in (language_of(symbol), ""):
        if found := table().kinds.get(language, {}).get(bare):
            return found
    return Kind.VOWEL if bare[:1] in VOWELS else Kind.OTHER


def natural_s(kind: Kind) -> float:
    """How long a consonant lasts by itself [s]."""
    return table().lengths_s.get(kind, table().lengths_s[Kind.OTHER])


def spellings(sounds: Sequence[str]) -> list[tuple[tuple[str, ...], ...]]:
    """The ways to write some sounds of a syllable, the best first: one symbol for two sounds before two."""
    found, at = [], 0
    written = table().written
    while at < len(sounds):
        pair = "".join(sounds[at : at + 2])
        if len(sounds) > at + 1 and pair in written:
            found.append((*written[pair], *_joined(sounds[at], sounds[at + 1])))
            at += 2
        else:
            found.append(_ways(sounds[at]))
            at += 1
    return found


@cache
def table() -> Phonology:
    """Read sounds.toml."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    kinds = {"": rows["kinds"], **rows["kinds_of"]}
    return Phonology(
        lengths_s={Kind(name): float(length) for name, length in rows["lengths"].items()},
        kinds={
            language: {symbol: Kind(kind) for kind, symbols in own.items() for symbol in symbols.split()}
            for language, own in kinds.items()
        },
        written={sound: tuple(tuple(way.split()) for way in ways) for sound, ways in rows["written"].items()},
    )


def _ways(sound: str) -> tuple[tuple[str, ...], ...]:
    """The ways to write a sound; marks of length and nasality are left away where they are not known."""
    written = table().written
    return (*written.get(sound, ()), *written.get(sound[:1], ()), (sound,), (sound[:1],))


def _joined(first: str, second: str) -> list[tuple[str, ...]]:
    return [(*one, *two) for one in _ways(first) for two in _ways(second)]
