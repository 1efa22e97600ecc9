"""Japanese in kana or romaji and Chinese in pinyin: every mora or syllable is sung on a note, and nothing is guessed.

Sounds are near enough for any singer; voicebanks look the text of each mora up in dictionaries of their own. Kanji and
hanzi have many readings and are not read here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from backend.studio.lyrics import respelling
from backend.studio.lyrics.sounds import Sounded, cut
from backend.studio.lyrics.words import HOLD, Piece, Spoken, cut_by_hand

LANGUAGES = ("ja", "zh")
# Rows of the kana table by their consonants, in the order a i u e o; a dot where there is none.
ROWS = {
    "": "あいうえお", "k": "かきくけこ", "ɡ": "がぎぐげご", "s": "さ.すせそ", "z": "ざ.ずぜぞ", "t": "た..てと",
    "d": "だ..でど", "n": "なにぬねの", "h": "はひ.へほ", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ", "m": "まみむめも",
    "ɾ": "らりるれろ", "j": "や.ゆ.よ", "w": "わ...を", "ʃ": ".し...", "ʤ": ".じ...", "ʧ": ".ち...", "ʦ": "..つ..",
    "f": "..ふ..", "v": "..ゔ..",
}  # fmt: skip
KANA = {
    kana: (row, vowel) for row, own in ROWS.items() for kana, vowel in zip(own, "aiueo", strict=True) if kana != "."
}
KANA |= {"ぢ": ("ʤ", "i"), "づ": ("z", "u"), "ゐ": ("", "i"), "ゑ": ("", "e")}
SMALL = dict(zip("ゃゅょぁぃぅぇぉ", "auoaiueo", strict=True))
PALATAL = "ゃゅょ"
NASAL, STOP, LONG = "ん", "っ", "ー"
# These have the glide in them already.
SOFT = ("ʃ", "ʤ", "ʧ")
ROMAJI = re.compile(
    r"([kgnhbpmrstzj]y|sh|ch|ts|[kgsztdnhbpmrlywjfv])?([aiueo])|n(?![aiueoy])|([ksptc])(?=\3|(?<=t)ch)", re.IGNORECASE
)
WRITTEN = {"sh": "ʃ", "ch": "ʧ", "ts": "ʦ", "j": "ʤ", "y": "j", "r": "ɾ", "l": "ɾ", "g": "ɡ", "f": "f", "c": "k"}
INITIALS = {
    "zh": "ʤ", "ch": "ʧ", "sh": "ʃ", "b": "b", "p": "p", "m": "m", "f": "f", "d": "d", "t": "t", "n": "n", "l": "l",
    "g": "ɡ", "k": "k", "h": "h", "j": "ʤ", "q": "ʧ", "x": "ʃ", "r": "ɹ", "z": "ʣ", "c": "ʦ", "s": "s", "y": "j",
    "w": "w",
}  # fmt: skip
FINALS = {
    "iang": "jɑŋ", "iong": "jʊŋ", "uang": "wɑŋ", "ueng": "wəŋ", "iao": "jW", "ian": "jɛn", "uai": "wI", "uan": "wan",
    "üan": "ɥɛn", "van": "ɥɛn", "ang": "ɑŋ", "eng": "əŋ", "ing": "iŋ", "ong": "ʊŋ", "ai": "I", "ei": "A", "ui": "wA",
    "ao": "W", "ou": "O", "iu": "jO", "ie": "jɛ", "üe": "ɥɛ", "ve": "ɥɛ", "ue": "ɥɛ", "er": "ɑɹ", "an": "an",
    "en": "ən", "in": "in", "un": "wən", "ün": "yn", "vn": "yn", "ia": "ja", "ua": "wa", "uo": "wo",
    "a": "a", "o": "o", "e": "ə", "i": "i", "u": "u", "ü": "y", "v": "y",
}  # fmt: skip
PINYIN = re.compile(f"({'|'.join(INITIALS)})?({'|'.join(FINALS)})[1-5]?(?=$|[^aeiouüv]|[aeo])", re.IGNORECASE)


def is_read(language: str) -> bool:
    """Whether words of a language are read here."""
    return language.lower().partition("-")[0] in LANGUAGES


def read(tokens: Sequence[tuple[str, str]], language: str) -> tuple[Spoken, ...]:
    """Read words and their respellings; one that is written in other signs has no syllables."""
    return tuple(_read(text, respelt, language.lower()[:2]) for text, respelt in tokens)


def _read(text: str, respelt: str, language: str) -> Spoken:
    parts, holds = cut_by_hand(text)
    plain = text.replace(HOLD, "")
    if respelt:
        return Spoken(plain, (Piece(tuple(parts), tuple(holds), cut(respelling.read(respelt))),))
    found: list[tuple[str, int, Sounded]] = []
    for part, hold in zip(parts, holds, strict=True):
        own = _cut(part, language)
        if not own:
            return Spoken(plain, ())
        last = own[-1]
        found += [*own[:-1], (last[0], last[1] + hold, last[2])]
    texts, held, sounds = zip(*found, strict=True) if found else ((), (), ())
    return Spoken(plain, (Piece(texts, held, sounds),))


def _cut(part: str, language: str) -> list[tuple[str, int, Sounded]]:
    """The morae or syllables of a word; apostrophes part what would be read together."""
    pieces = [_morae(piece) if language == "ja" else _syllables(piece) for piece in part.split("'") if piece]
    return [one for piece in pieces for one in piece] if all(pieces) else []


def _morae(word: str) -> list[tuple[str, int, Sounded]]:
    """The morae of a word in kana or romaji, each with how often it is held; nothing if a sign is neither."""
    return _romaji(word) if word.isascii() else _kana(word)


def hiragana(word: str) -> str:
    """Katakana as hiragana, other signs as they are."""
    return "".join(chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヴ" else sign for sign in word)


def _kana(word: str) -> list[tuple[str, int, Sounded]]:
    found: list[tuple[str, int, Sounded]] = []
    for written, sign in zip(word, hiragana(word), strict=True):
        if sign == NASAL:
            found.append((written, 0, _sounded("", "n")))
        elif sign in KANA:
            found.append((written, 0, _sounded(*KANA[sign])))
        elif not found or sign not in (LONG, STOP, *SMALL):
            return []
        else:
            text, held, said = found[-1]
            found[-1] = (text + written, held + (sign == LONG), _joined(said, sign))
    return found


def _joined(said: Sounded, sign: str) -> Sounded:
    """A mora with what a small sign adds to it."""
    if sign == LONG:
        return said
    if sign == STOP:
        return Sounded(said.onset, said.vowel, ("ʔ",), said.stress)
    is_soft = said.onset[-1:] in [(soft,) for soft in SOFT]
    glide = ("j",) if sign in PALATAL and not is_soft else ()
    return Sounded((*said.onset, *glide), SMALL[sign], (), said.stress)


def _romaji(word: str) -> list[tuple[str, int, Sounded]]:
    found: list[tuple[str, int, Sounded]] = []
    at = 0
    while at < len(word):
        each = ROMAJI.match(word, at)
        if each is None:
            return []
        at = each.end()
        if each[2]:
            found.append((each[0], 0, _sounded("".join(_consonants((each[1] or "").lower())), each[2].lower())))
        elif each[3] and found:
            text, held, said = found[-1]
            found[-1] = (text + each[0], held, Sounded(said.onset, said.vowel, ("ʔ",), said.stress))
        else:
            found.append((each[0], 0, _sounded("", "n")))
    return found


def _consonants(letters: str) -> list[str]:
    whole = WRITTEN.get(letters)
    return [whole] if whole else [WRITTEN.get(letter, letter) for letter in letters]


def _syllables(word: str) -> list[tuple[str, int, Sounded]]:
    """The syllables of a word in pinyin; nothing if it is none."""
    found: list[tuple[str, int, Sounded]] = []
    at = 0
    while at < len(word):
        each = PINYIN.match(word, at)
        if each is None:
            return []
        at = each.end()
        (said,) = cut(INITIALS.get((each[1] or "").lower(), "") + FINALS[each[2].lower()]) or (None,)
        if said is None:
            return []
        found.append((each[0].rstrip("12345"), 0, Sounded(said.onset, said.vowel, said.coda, 1)))
    return found


def _sounded(onset: str, vowel: str) -> Sounded:
    return Sounded(tuple(onset), vowel, (), 1)
