"""Which letters are which syllable: the cheapest way of laying a word's letters along its sounds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from backend.studio.lyrics.sounds import VOWELS, Sounded

# Usual spellings of sounds; a pair of sounds may share its letters.
SPELT: dict[str, str] = {
    "p": "p pp", "b": "b bb", "t": "t tt ed th", "T": "t tt d dd", "d": "d dd ed", "k": "k c ck ch cc q que",
    "ɡ": "g gg gh gu",
    "f": "f ff ph gh", "v": "v ve f", "θ": "th", "ð": "th the", "s": "s ss c ce sc se st ps", "z": "z zz s se x ze",
    "ʃ": "sh ti ci ch s ss si", "ʒ": "s si g ge z", "ʧ": "ch tch t ti", "ʤ": "j g ge dg dge d dj", "h": "h wh",
    "m": "m mm mb me mn", "n": "n nn kn gn ne", "ŋ": "ng n", "l": "l ll le", "ɹ": "r rr wr re rh", "j": "y i u",
    "w": "w wh u o",
    "A": "a ai ay ei ey ea eigh ae", "I": "i y igh ie ye uy eye ei", "O": "o oa ow oe ou ough ew", "Q": "o oa ow oe ou",
    "W": "ou ow au ough", "Y": "oi oy", "i": "e ee ea i y ie ey ei eo", "u": "u oo ou ew ue o ough ui wo",
    "æ": "a ai au", "a": "a ai au", "ɑ": "a o ea au aa", "ɒ": "o a", "ɔ": "o a aw au ou oo oa ough augh",
    "ɛ": "e ea a ai ie",
    "ɜ": "e i u o ea ou y", "ɪ": "i y e u a ui ee", "ʊ": "u oo ou o", "ʌ": "u o ou oo oe",
    "ə": "a e i o u ou ai y eo ia io",
    "ɐ": "a", "ᵻ": "e i a",
    "ks": "x cks", "ɡz": "x", "ju": "u ew ue eu ou", "jə": "u", "jʊ": "u", "kw": "qu", "wʌ": "o",
    "əl": "le el al il ol l", "əɹ": "er re or ar ur ir r our",
    "ɜɹ": "er ir ur or ear our", "əm": "m om em", "ʧə": "tu",
}  # fmt: skip
SPELLINGS = {sound: frozenset(letters.split()) for sound, letters in SPELT.items()}
LETTER_VOWELS = frozenset("aeiouy")
SILENT, UNSPELT, ODD, WRONG = 1.0, 1.5, 1.2, 4.0
MOST_LETTERS, MOST_SOUNDS = 4, 2
LONGEST = 40
# With more sounds than this to the letter, the letters are called by their names.
NAMED = 2

Cost = tuple[float, tuple[int, ...]]


def spelt(word: str, syllables: Sequence[Sounded]) -> tuple[str, ...]:
    """The letters of each syllable of a word; together they are the word. Digits all stand with the first."""
    if len(syllables) < 2 or len(word) > LONGEST or any(sign.isdigit() for sign in word):
        return (word, *[""] * (len(syllables) - 1)) if syllables else ()
    sounds = tuple(sound.rstrip("ː̃") for syllable in syllables for sound in syllable.sounds)
    if len(sounds) > NAMED * len(word):
        return (word, *[""] * (len(syllables) - 1))
    firsts = tuple(accumulate(len(syllable.sounds) for syllable in syllables[:-1]))
    starts = _starts(word.lower(), sounds, firsts)
    cuts = [0, *(_as_printed(word, starts[first]) for first in firsts), len(word)]
    cuts = [max(cuts[: place + 1]) for place in range(len(cuts))]
    return tuple(word[left:right] for left, right in pairwise(cuts))


def _as_printed(word: str, cut: int) -> int:
    """Printed music parts `lit-tle` and `mil-lion` between twins, `look-ing` before its ending, where sounds do not."""
    letters = word.lower()
    if not 1 < cut < len(word) - 1:
        return cut
    before, last, first, after = (letters[place] for place in range(cut - 2, cut + 2))
    if first not in LETTER_VOWELS:
        is_ending = letters[cut + 1 :] in ("ing", "in'") and first != last
        return cut + 1 if first == after or is_ending else cut
    return cut - 1 if before == last and last not in LETTER_VOWELS else cut


@lru_cache(maxsize=4096)
def _starts(letters: str, sounds: tuple[str, ...], firsts: tuple[int, ...]) -> tuple[int, ...]:
    """Where in the letters each sound begins: dynamic programming from the end of both.

    ``firsts`` are the sounds that begin a syllable: no letters are shared across them.
    """
    best: dict[tuple[int, int], Cost] = {(len(letters), len(sounds)): (0.0, ())}
    for letter in range(len(letters), -1, -1):
        for sound in range(len(sounds), -1, -1):
            if (letter, sound) not in best:
                most = 1 if sound + 1 in firsts else MOST_SOUNDS
                ways = _ways(letters[letter : letter + MOST_LETTERS], sounds[sound : sound + most])
                best[letter, sound] = min(
                    (cost + best[letter + used, sound + heard][0],
                     (*[letter] * heard, *best[letter + used, sound + heard][1]))
                    for used, heard, cost in ways
                )  # fmt: skip
    return best[0, 0][1]


@lru_cache(maxsize=2**15)
def _ways(letters: str, sounds: tuple[str, ...]) -> tuple[tuple[int, int, float], ...]:
    """What may come next: some letters for some sounds, a silent letter, or a sound that nobody wrote."""
    return tuple(
        (used, heard, _cost(letters[:used], "".join(sounds[:heard])))
        for used in range(len(letters) + 1)
        for heard in range(len(sounds) + 1)
        if used or heard == 1
    )


def _cost(letters: str, sounds: str) -> float:
    if not letters:
        return UNSPELT
    if not sounds:
        return SILENT * len(letters) if letters != "e" and "'" not in letters else SILENT / 2
    if letters in SPELLINGS.get(sounds, ()):
        return 0.0
    if len(letters) > 1 or len(sounds) > 1:
        return WRONG * max(len(letters), len(sounds))
    return ODD if (letters in LETTER_VOWELS) == (sounds in VOWELS) else WRONG
