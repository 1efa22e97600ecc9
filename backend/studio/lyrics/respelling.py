"""Respellings: how somebody writes down what a word sounds like, such as `shi-VAWN`, `lyv` or `/lˈɪv/`."""

from __future__ import annotations

import re

from backend.studio.lyrics.sounds import PRIMARY

# Letters to sounds, longest first; what a reader of English would say without knowing the word.
LETTERS = {
    "tch": "ʧ", "dge": "ʤ", "igh": "I", "eye": "I", "air": "ɛɹ", "eer": "ɪɹ", "ear": "ɪɹ", "oor": "ʊɹ", "our": "Wɹ",
    "ore": "ɔɹ",
    "are": "ɛɹ", "ire": "Iɹ", "ure": "jʊɹ", "ch": "ʧ", "sh": "ʃ", "th": "θ", "dh": "ð", "zh": "ʒ", "ng": "ŋ",
    "ck": "k", "ph": "f", "wh": "w", "qu": "kw",
    "kn": "n", "wr": "ɹ", "ee": "i", "ea": "i", "ie": "i", "oo": "u", "ew": "u", "ue": "u", "ou": "W", "ow": "W",
    "oh": "O", "oa": "O", "oe": "O",
    "ay": "A", "ai": "A", "ey": "A", "ei": "A", "oy": "Y", "oi": "Y", "aw": "ɔ", "au": "ɔ", "ah": "ɑ", "aa": "ɑ",
    "uh": "ʌ", "eh": "ɛ", "ih": "ɪ",
    "ar": "ɑɹ", "er": "əɹ", "ir": "ɜɹ", "ur": "ɜɹ", "or": "ɔɹ", "b": "b", "c": "k", "d": "d", "f": "f", "g": "ɡ",
    "h": "h", "j": "ʤ", "k": "k",
    "l": "l", "m": "m", "n": "n", "p": "p", "q": "k", "r": "ɹ", "s": "s", "t": "t", "v": "v", "w": "w", "x": "ks",
    "z": "z",
    "a": "æ", "e": "ɛ", "i": "ɪ", "o": "ɑ", "u": "ʌ",
}  # fmt: skip
LONGEST = max(map(len, LETTERS))
LONG = {"a": "A", "e": "i", "i": "I", "y": "I", "o": "O", "u": "u"}
OPEN = {"o": "O", "a": "ɑ", "e": "i", "i": "i", "u": "u", "y": "i"}
IPA = re.compile(r"/(.+)/")


def read(respelling: str) -> str:
    """The sounds of a respelling, or an empty string where it has none.

    Between slashes it is IPA. Otherwise hyphens part syllables and capitals carry the stress, else the first one does.
    """
    if found := IPA.fullmatch(respelling):
        return found[1].strip()
    parts = [part for part in re.split(r"[-\s]+", respelling) if part]
    sounds = [_syllable(part.lower()) for part in parts]
    loud = next((place for place, part in enumerate(parts) if part.isupper() and len(parts) > 1), 0)
    return "".join(PRIMARY + sound if place == loud else sound for place, sound in enumerate(sounds))


def _syllable(letters: str) -> str:
    """One syllable: a silent e makes its vowel long, a vowel at the end is open."""
    if silent := re.fullmatch(r"(.*?)([aeiouy])([bcdfgjklmnpstvz])e", letters):
        return _syllable(silent[1]) + LONG[silent[2]] + _sound(silent[3])
    found = ""
    while letters:
        size = next((size for size in range(LONGEST, 0, -1) if letters[:size] in LETTERS), 1)
        found += _sound(letters[:size], is_last=size == len(letters), is_first=not found)
        letters = letters[size:]
    return re.sub(r"([bdfgklmnpstvzɡʃʧɹ])\1", r"\1", found)


def _sound(letters: str, *, is_last: bool = False, is_first: bool = False) -> str:
    if letters == "y":
        return "j" if is_first and not is_last else "i" if is_last else "ɪ"
    return OPEN[letters] if is_last and letters in OPEN else LETTERS.get(letters, "")
