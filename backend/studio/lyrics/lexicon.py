"""How English words sound: hibari's lexicons (misaki's, Apache-2.0), endings and compounds, a small net for the rest.

American and British readings; sounds are written in misaki's alphabet. Nothing is loaded before the first word.
"""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from backend.studio.lyrics.endings import ENDINGS
from backend.studio.lyrics.sounds import VOWELS

SUNG = Path(__file__).with_name("sung.toml")
LONGER = re.compile(r"(.)\1{2,}")
# Half a compound is a word of its own: shorter ones fit by chance.
HALF = 3
MOST_INITIALS = 5
KEPT_WORDS = 20_000


@cache
def lexicon(british: bool = False) -> Lexicon:
    """The one lexicon of an accent."""
    return Lexicon(british)


@cache
def sung_table() -> dict[str, Any]:
    """Readings, weak forms and abbreviations of the studio's own."""
    return tomllib.loads(SUNG.read_text(encoding="utf-8"))


def assets() -> Path:
    """Where the lexicons lie: inside the package hibari."""
    found = find_spec("hibari")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("The package hibari-tts is missing: python3 run.py installs it.")
    return Path(found.origin).parent / "assets"


class Lexicon:
    """The words of one accent of English."""

    def __init__(self, british: bool) -> None:
        self.british = british
        self._kept: dict[tuple[str, str], tuple[tuple[str, ...], bool]] = {}

    def readings(self, word: str, tag: str = "") -> tuple[tuple[str, ...], bool]:
        """How a word may sound, the usual reading first, and whether it is known rather than guessed.

        ``tag`` is its Penn Treebank part of speech, which tells `live` from `live`. A word that has no letter of
        English is read by the net as well as may be; without any reading the first part is empty.
        """
        key = (word, tag)
        if key not in self._kept:
            if len(self._kept) > KEPT_WORDS:
                self._kept.clear()
            self._kept[key] = self._find(word, tag)
        return self._kept[key]

    def knows(self, word: str) -> bool:
        """Whether a word stands in the lexicon as it is written."""
        return self._entry(word, "") is not None

    def is_ambiguous(self, word: str) -> bool:
        """Whether its sound depends on its part of speech."""
        entry = self._gold.get(word.lower())
        return isinstance(entry, dict) and len({sound for sound in entry.values() if sound}) > 1

    def words(self) -> Iterator[str]:
        """All plain small-letter words of the better half of the lexicon."""
        return (word for word in self._gold if word.isalpha() and word.islower() and self._entry(word, ""))

    def _find(self, word: str, tag: str) -> tuple[tuple[str, ...], bool]:
        plain = word.lower()
        if sung := sung_table()["readings"].get(plain):
            return tuple(map(british, sung)) if self.british else tuple(sung), True
        for spelt in dict.fromkeys((plain, word)):
            if found := self._entry(spelt, tag) or self._derived(spelt, tag):
                return self._shortened(spelt, found), True
        if (shorter := LONGER.sub(r"\1", plain)) != plain:
            return self._lengthened(plain, shorter, tag)
        if found := self._compound(plain):
            return (found,), True
        if word.isascii() and word.isupper() and MOST_INITIALS >= len(word) > 1 and (found := self._initials(word)):
            return (found,), True
        guess = self._net(_letters(word))
        return ((guess,) if guess else ()), False

    def _lengthened(self, plain: str, shorter: str, tag: str) -> tuple[tuple[str, ...], bool]:
        """`loooove` is `love`, `sooon` is `soon`."""
        double = LONGER.sub(r"\1\1", plain)
        return next(
            (found for word in (shorter, double) if (found := self.readings(word, tag))[1]), self._find(shorter, tag)
        )

    def _entry(self, word: str, tag: str) -> str | None:
        for table in (self._gold, self._silver):
            for spelt in (word, word.capitalize()) if word.islower() else (word,):
                entry = table.get(spelt)
                if isinstance(entry, dict):
                    entry = entry.get(tag) or entry.get(_parent(tag)) or entry["DEFAULT"]
                if entry and any(sign in VOWELS for sign in entry):
                    return str(entry)
        return None

    def _derived(self, word: str, tag: str) -> str | None:
        """A word by its stem and its ending."""
        for ending, stems, join in ENDINGS:
            if word.endswith(ending) and len(word) > len(ending) + 1:
                for stem in stems(word[: -len(ending)]):
                    if sound := self._entry(stem, tag) or (self._derived(stem, tag) if "'" in ending else None):
                        return join(sound)
        return None

    def _compound(self, word: str) -> str | None:
        """Two known words written as one, the longer first part first; the second gives up its main stress."""
        for cut in range(len(word) - HALF, HALF - 1, -1):
            halves = word[:cut], word[cut:]
            if not all(half in self._gold or half in self._silver for half in halves):
                continue
            first, second = (self._entry(half, "") for half in halves)
            if first and second and "ˈ" in first:
                return first + second.replace("ˈ", "ˌ")
        return None

    def _initials(self, word: str) -> str:
        """The names of letters one after the other, the last one loudest."""
        names = [str(self._gold[letter]) for letter in word if letter in self._gold]
        quiet = [name.replace("ˈ", "ˌ") for name in names[:-1]]
        return "".join([*quiet, *names[-1:]]) if len(names) == len(word) else ""

    def _shortened(self, word: str, sound: str) -> tuple[str, ...]:
        """`fire` and `desired` are sung with one vowel there, on request with two."""
        if re.search(r"[iy]re?(s|d|'s)?$", word) and "Iəɹ" in sound:
            return sound.replace("Iəɹ", "Iɹ"), sound
        return (sound,)

    def _net(self, word: str) -> str:
        return str(self._reader(word) or "") if word else ""

    @cached_property
    def _reader(self) -> Callable[[str], str | None]:
        from hibari.g2p.oov import OOV  # noqa: PLC0415 - loads a network, which few lyrics need

        reader: Callable[[str], str | None] = OOV(str(assets() / ("oov_gb.onnx" if self.british else "oov.onnx")))
        return reader

    @cached_property
    def _gold(self) -> dict[str, Any]:
        return self._load("gold")

    @cached_property
    def _silver(self) -> dict[str, Any]:
        return self._load("silver")

    def _load(self, kind: str) -> dict[str, Any]:
        path = assets() / f"lexicon_{'gb' if self.british else 'us'}_{kind}.json.gz"
        with gzip.open(path, "rt", encoding="utf-8") as file:
            found: dict[str, Any] = json.load(file)
        return found


@cache
def _tagger() -> Any:
    from hibari.g2p.tagger import Tagger  # noqa: PLC0415 - loads a table, which few lyrics need

    with gzip.open(assets() / "tagger.json.gz", "rt", encoding="utf-8") as file:
        return Tagger(json.load(file))


@cache
def common() -> frozenset[str]:
    """The common words of English, about 20,000: those that the tagger has met often."""
    return frozenset(_tagger().vocab)


def tags(words: Sequence[str]) -> list[str]:
    """The parts of speech of the words of a line (Penn Treebank)."""
    return list(_tagger()(list(words))) if words else []


def british(sound: str) -> str:
    """An American reading in British sounds: no r but before vowels, long vowels marked."""
    sound = re.sub(r"ɜɹ", "ɜː", sound.replace("O", "Q").replace("æ", "a").replace("T", "t"))
    sound = re.sub(rf"([ɔɑ])ɹ(?![{''.join(VOWELS)}ˈˌ])", r"\1ː", sound)
    sound = re.sub(rf"([əɛIW])ɹ(?![{''.join(VOWELS)}ˈˌ])", r"\1", sound)
    return re.sub(r"([iuɑɔ])(?!ː)(?=[^ː]|$)", r"\1ː", sound) if "ˈ" in sound else sound


def _parent(tag: str) -> str:
    parents = {"VB": "VERB", "NN": "NOUN", "RB": "ADV", "JJ": "ADJ"}
    return parents.get(tag[:2], tag)


def _letters(word: str) -> str:
    return "".join(sign for sign in word if sign.isalpha())
