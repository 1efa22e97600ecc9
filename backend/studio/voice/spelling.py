"""A phrase spelt in sounds, as the networks read it: consonants, a stress mark, a vowel, consonants, word by word.

The alphabet is that of Kokoro and hibari, misaki's IPA: one sign a token, diphthongs as capitals. A mark of stress
stands before its vowel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from backend.studio.errors import CannotSing
from backend.studio.singing import Syllable
from backend.studio.voice.phrase import Phrase

STRESS = ("", "ˌ", "ˈ")
EDGE, SPACE = "", " "
# A pause within a phrase shorter than this is only a consonant's closure: the vowel goes on to it.
PAUSE_S = 0.05
# A light syllable on a note of this length is not light any more: unstressed, a network whispers half of its vowel.
HELD_S, LIGHT = 0.3, frozenset("əᵊɚᵻ")


class Role(Enum):
    """What a sound does in its syllable."""

    EDGE = auto()
    SPACE = auto()
    PAUSE = auto()
    ONSET = auto()
    VOWEL = auto()
    CODA = auto()


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound as a network reads it: ``signs`` are its tokens; ``note`` is the note on which its syllable begins."""

    signs: str
    role: Role
    note: int

    @property
    def symbol(self) -> str:
        """The sound without marks of stress."""
        return self.signs.lstrip("ˈˌ")


def spell(phrase: Phrase) -> tuple[Sound, ...]:
    """Spell a phrase: an edge, the sounds of all syllables with the spaces and pauses between them, an edge."""
    return (Sound(EDGE, Role.EDGE, 0), *_inside(phrase), Sound(EDGE, Role.EDGE, len(phrase.notes) - 1))


def _inside(phrase: Phrase) -> Iterator[Sound]:
    before: Syllable | None = None
    for index, note in enumerate(phrase.notes):
        if (syllable := note.syllable) is None:
            continue
        if before is not None:
            is_pause = note.on_s - phrase.notes[index - 1].off_s >= PAUSE_S
            if is_pause or is_new_word(before, syllable):
                yield Sound(SPACE, Role.PAUSE if is_pause else Role.SPACE, index)
        yield from (Sound(sound, Role.ONSET, index) for sound in syllable.onset)
        is_held = syllable.vowel in LIGHT and note.off_s - note.on_s >= HELD_S
        stress = max(syllable.stress, is_held)
        yield Sound(STRESS[stress] + syllable.vowel, Role.VOWEL, index)
        yield from (Sound(sound, Role.CODA, index) for sound in syllable.coda)
        before = syllable


def is_new_word(before: Syllable, now: Syllable) -> bool:
    """Tell whether a word begins between two syllables."""
    return now.index == 0 or (before.line, before.place) != (now.line, now.place)


def read(sounds: tuple[Sound, ...], alphabet: Mapping[str, int], *, label: str) -> tuple[list[int], list[int]]:
    """The tokens of some sounds, and how many each sound has; an edge is token 0.

    Raises
    ------
    CannotSing
        if a sound is not in the alphabet, naming it
    """
    tokens: list[int] = []
    for sound in sounds:
        if unknown := [sign for sign in sound.signs if sign not in alphabet]:
            raise CannotSing(f"{label} cannot sing the sound {unknown[0]!r} of {sound.signs!r}.")
        tokens += [alphabet[sign] for sign in sound.signs] or [0]
    return tokens, [max(1, len(sound.signs)) for sound in sounds]
