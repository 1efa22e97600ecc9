"""The dictionaries of a bank (``dsdict.yaml``, ``dsdict-<language>.yaml``): how words are sung, what kind phonemes are.

The file of a language wins over the common one; only one of them is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from backend.studio.errors import BadBank
from backend.studio.lyrics.morae import hiragana
from backend.studio.voice.diffsinger import reading
from backend.studio.voice.diffsinger.phonology import Kind, kind_named

COMMON = "dsdict.yaml"
MOST_WORDS, MOST_SYMBOLS = 400_000, 200


@dataclass(frozen=True)
class Dictionary:
    """Words as phonemes, the kinds of phonemes, and what stands in for those of other alphabets."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    replaced: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def phonemes(self, word: str) -> tuple[str, ...]:
        """How a word is sung, empty if it does not say; as it is written, else in small letters or in hiragana."""
        found = (self.words.get(each) for each in (word, word.lower(), hiragana(word)))
        return next(filter(None, found), ())


def read(folders: Iterable[Path], language: str) -> Dictionary:
    """Read the dictionary of a language; of several folders, the first that has a word decides.

    Raises
    ------
    BadBank
        if a dictionary cannot be read
    """
    paths = [path for folder in folders if (path := _path(folder, language))]
    found = [_read(path, path.stat().st_mtime_ns) for path in paths]
    return Dictionary(
        words=_first(each.words for each in found),
        kinds=_first(each.kinds for each in found),
        replaced=_first(each.replaced for each in found),
    )


def languages(folders: Iterable[Path]) -> tuple[str, ...]:
    """The languages that have a dictionary of their own."""
    paths = (path for folder in folders for path in folder.glob("dsdict-*.yaml"))
    return tuple(sorted({path.stem.removeprefix("dsdict-").lower() for path in paths}))


def _path(folder: Path, language: str) -> Path | None:
    """The file for a language such as ``en-US``: by its whole tag, by its first part, or the common one."""
    names = {path.name.lower(): path for path in folder.glob("dsdict*.yaml")}
    tag = language.lower()
    wanted = (f"dsdict-{tag}.yaml", f"dsdict-{tag.partition('-')[0]}.yaml", COMMON)
    return next((names[name] for name in wanted if name in names), None)


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> Dictionary:
    table = reading.yaml_table(path, most=reading.DICTIONARY_BYTES)
    entries = reading.rows(table.get("entries"))
    if len(entries) > MOST_WORDS:
        raise BadBank(f"{path.name} has {len(entries):,} words; up to {MOST_WORDS:,} are read.")
    kinds = {
        reading.line(row.get("symbol")): kind_named(reading.line(row.get("type")))
        for row in reading.rows(table.get("symbols"))
    }
    words: dict[str, tuple[str, ...]] = {}
    for row in entries:
        grapheme, phonemes = row.get("grapheme"), _symbols(row.get("phonemes"))
        if isinstance(grapheme, str) and phonemes:
            words.setdefault(grapheme, phonemes)
    replaced = {
        " ".join(_symbols(row.get("from"))): _symbols(row.get("to")) for row in reading.rows(table.get("replacements"))
    }
    return Dictionary(words, kinds, {old: new for old, new in replaced.items() if old and new})


def _symbols(value: Any) -> tuple[str, ...]:
    """Phonemes, as a list or between spaces."""
    given: Sequence[str] = value.split() if isinstance(value, str) else reading.names(value)
    return tuple(symbol.strip() for symbol in given[:MOST_SYMBOLS] if symbol.strip())


def _first(tables: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for table in tables:
        for name, value in table.items():
            found.setdefault(name, value)
    return found
