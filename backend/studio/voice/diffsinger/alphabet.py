"""The phonemes and languages of a model, and their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from backend.studio.errors import BadBank
from backend.studio.voice.diffsinger import reading
from backend.studio.voice.diffsinger.settings import Settings

SILENCE, BREATH = "SP", "AP"
MOST_PHONEMES, MOST_LANGUAGES = 20_000, 200


@dataclass(frozen=True)
class Alphabet:
    """Numbers of phonemes and languages, as one model counts them; other models of the bank may count otherwise."""

    phonemes: Mapping[str, int]
    languages: Mapping[str, int]

    def tokens(self, symbols: Sequence[str]) -> np.ndarray:
        """The numbers of phonemes [1, n].

        Raises
        ------
        BadBank
            if the model lacks one
        """
        if missing := [symbol for symbol in symbols if symbol not in self.phonemes]:
            raise BadBank(f"The bank has no phoneme {missing[0]!r}.")
        return np.array([[self.phonemes[symbol] for symbol in symbols]], np.int64)

    def language_ids(self, symbols: Sequence[str]) -> np.ndarray:
        """The languages of phonemes such as ``en/ih`` [1, n]; 0 for those of no language."""
        return np.array([[self.languages.get(language_of(symbol), 0) for symbol in symbols]], np.int64)

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """The languages that phonemes are marked with."""
        return frozenset(language_of(symbol) for symbol in self.phonemes if "/" in symbol)


def language_of(symbol: str) -> str:
    """The language that a phoneme is marked with, empty for none."""
    language, mark, _ = symbol.partition("/")
    return language if mark else ""


def read(settings: Settings, root: Path) -> Alphabet:
    """Read the phonemes and languages of a model.

    Raises
    ------
    BadBank
        if a list is missing or no list, or has no silence
    """
    phonemes = _phonemes(reading.inside(settings.folder, settings.phonemes, root))
    if SILENCE not in phonemes:
        raise BadBank(f"{settings.phonemes} of {settings.folder.name} lacks {SILENCE}, the silence around phrases.")
    languages: Mapping[str, int] = {}
    if settings.uses_languages:
        if not settings.languages:
            raise BadBank(f"{settings.folder.name}: use_lang_id is true, but languages names no file.")
        path = reading.inside(settings.folder, settings.languages, root)
        languages = _numbers(reading.json_table(path), path.name, MOST_LANGUAGES)
    return Alphabet(phonemes, languages)


def _phonemes(path: Path) -> Mapping[str, int]:
    if path.suffix.lower() == ".json":
        return _numbers(reading.json_table(path), path.name, MOST_PHONEMES)
    lines = reading.text(path).splitlines()
    if len(lines) > MOST_PHONEMES:
        raise BadBank(f"{path.name} has {len(lines)} lines; up to {MOST_PHONEMES} phonemes are read.")
    return {line.strip(): number for number, line in enumerate(lines) if line.strip()}


def _numbers(table: Mapping[str, Any], name: str, most: int) -> Mapping[str, int]:
    wrong = [key for key, value in table.items() if type(value) is not int or not 0 <= value <= most]
    if wrong or len(table) > most:
        found = f"{wrong[0][:40]!r}: {str(table[wrong[0]])[:40]}" if wrong else f"{len(table)} of them"
        raise BadBank(f"{name} must give each name a whole number up to {most}; it has {found}.")
    return table
