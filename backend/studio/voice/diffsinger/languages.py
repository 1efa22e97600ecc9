"""The languages of a bank as tags that the studio knows: as the bank marks them, else as its phonemes look."""

from __future__ import annotations

from collections.abc import Mapping

from backend.studio.voice.diffsinger.bank import Bank

# A code that stands for several kinds of a language, the usual one first.
TAGS: Mapping[str, tuple[str, ...]] = {
    "en": ("en-US", "en-GB"),
    "pt": ("pt-BR",),
    "jp": ("ja",),
    "kr": ("ko",),
    "cmn": ("zh",),
}
# Phonemes that banks of one language have and others do not.
SIGNS: Mapping[str, tuple[str, ...]] = {
    "en": ("aa", "ih", "hh", "dh"),
    "zh": ("zh", "ch", "ang", "ong"),
    "ja": ("ky", "N", "sh", "o"),
    "ko": ("eo", "eu", "kk"),
    "es": ("rr", "gn", "ll"),
    "fr": ("uy", "on", "rr"),
}
# As banks' descriptions name their phonemizers.
NAMES: Mapping[str, str] = {
    "english": "en", "arpa": "en", "chinese": "zh", "japanese": "ja", "korean": "ko", "spanish": "es", "french": "fr",
    "italian": "it", "portuguese": "pt", "german": "de", "russian": "ru", "filipino": "fil", "jyutping": "yue",
}  # fmt: skip
UNKNOWN = "en"


def tags(bank: Bank) -> tuple[str, ...]:
    """The languages of a bank, never none: English for one that gives no sign of any."""
    codes = bank.languages or _by_phonemizer(bank) or _by_phonemes(bank) or (UNKNOWN,)
    return tuple(dict.fromkeys(tag for code in codes for tag in TAGS.get(code.lower(), (code,))))


def _by_phonemizer(bank: Bank) -> tuple[str, ...]:
    name = bank.character.phonemizer.lower()
    return tuple(code for part, code in NAMES.items() if part in name)[:1]


def _by_phonemes(bank: Bank) -> tuple[str, ...]:
    return tuple(code for code, signs in SIGNS.items() if bank.symbols.issuperset(signs))[:1]
