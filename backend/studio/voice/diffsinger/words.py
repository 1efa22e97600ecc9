"""Words of a phrase as the phonemes of a bank.

In the order of preference: sounds that are phonemes of the bank already (somebody chose them), the bank's dictionary,
the text itself read as phonemes, the studio's own sounds in the bank's writing. What is said otherwise than usual,
because it was respelt or is read in two ways, goes by its sounds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from backend.studio.errors import CannotSing
from backend.studio.lyrics.foreign import is_english
from backend.studio.lyrics.pronounce import pronounce
from backend.studio.singing import Syllable
from backend.studio.voice.diffsinger import phonology
from backend.studio.voice.diffsinger.alphabet import BREATH, SILENCE
from backend.studio.voice.diffsinger.bank import Bank
from backend.studio.voice.diffsinger.dictionary import Dictionary
from backend.studio.voice.diffsinger.phonology import Kind
from backend.studio.voice.phrase import Phrase

# Languages that banks write under another code than people do.
ALIASES = {"cmn": "zh", "yue": "yue", "jp": "ja", "kr": "ko", "cn": "zh"}


@dataclass(frozen=True)
class Word:
    """A word of a phrase: its syllables, and the note on which each begins."""

    syllables: tuple[Syllable, ...]
    notes: tuple[int, ...]


@dataclass(frozen=True)
class Spelt:
    """A word in phonemes: ``groups`` are those that begin on each of its notes, ``lead`` those before the first."""

    lead: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    notes: tuple[int, ...]


@dataclass
class Speller:
    """Spells the words of one language for a bank."""

    bank: Bank
    language: str
    _dictionary: Dictionary = field(init=False)
    _codes: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._dictionary = self.bank.dictionary(self.language)
        first = self.language.lower().partition("-")[0]
        self._codes = (self.language.lower(), first, ALIASES.get(first, first))
        # A bank of IPA has signs for most sounds as they stand.
        self._is_ipa = any(sign in self.bank.symbols or f"{first}/{sign}" in self.bank.symbols for sign in "ɹʃəɪŋ")

    def kind(self, symbol: str) -> Kind:
        """What kind of phoneme a symbol is."""
        if symbol in (SILENCE, BREATH):
            return Kind.VOWEL
        bare = symbol.rpartition("/")[2]
        declared = self._dictionary.kinds
        return declared.get(symbol) or declared.get(bare) or phonology.guess(symbol)

    def spell(self, word: Word) -> Spelt:
        """Spell a word.

        Raises
        ------
        CannotSing
            if the bank has no way to sing it, naming it
        """
        if by_hand := self._by_hand(word):
            return self._by_syllable(by_hand, word)
        phonemes = self._looked_up(word) or self._as_written(word)
        if phonemes and len(self._starts(phonemes)) == len(word.notes) and self._is_usual(word):
            return self._on_notes(phonemes, word)
        try:
            return self._by_syllable([self._by_sound(one) for one in word.syllables], word)
        except CannotSing:
            if not phonemes:
                raise
            return self._on_notes(phonemes, word)

    def _is_usual(self, word: Word) -> bool:
        """Whether an English word is sung as it is usually said; dictionaries of banks know no other way."""
        if not is_english(self.language):
            return True
        said = [each for one in pronounce(word.syllables[0].word, self.language) for each in one.syllables]
        usual = [(*each.onset, each.vowel, *each.coda) for each in said]
        return not usual or usual == [each.sounds for each in word.syllables]

    def _by_hand(self, word: Word) -> list[tuple[str, ...]]:
        """Sounds that are phonemes of this bank and none of the studio's, such as ``en/ih`` or ``hh``."""
        sounds = [sound for one in word.syllables for sound in one.sounds]
        known = {sound: self._symbol(sound) for sound in sounds}
        if not all(known.values()) or not any(sound not in phonology.table().written for sound in sounds):
            return []
        return [tuple(known[sound] for sound in one.sounds) for one in word.syllables]

    def _looked_up(self, word: Word) -> tuple[str, ...]:
        """The word in the bank's dictionary; else all of its syllables, as kana and pinyin stand there."""
        name = word.syllables[0].word.strip()
        if found := self._known(self._dictionary.phonemes(name)) if name else ():
            return found
        parts = [self._known(self._dictionary.phonemes(one.text.strip())) for one in word.syllables]
        return tuple(symbol for part in parts for symbol in part) if all(parts) else ()

    def _as_written(self, word: Word) -> tuple[str, ...]:
        """The text of the word, where it is nothing but phonemes between spaces or a single one."""
        name = word.syllables[0].word
        if name in (SILENCE, BREATH) or "/" in name or " " in name.strip():
            return self._known(tuple(name.split()))
        return ()

    def _by_sound(self, syllable: Syllable) -> tuple[str, ...]:
        """A syllable of the studio's sounds in the bank's writing."""
        found: list[str] = []
        for ways in phonology.spellings(syllable.sounds):
            ordered = (*ways[-2:], *ways) if self._is_ipa else ways
            written = next((known for way in ordered if (known := self._replaced(way))), None)
            if written is None:
                raise CannotSing(
                    f"{self.bank.character.name} cannot sing {syllable.word or syllable.text or syllable.vowel!r}: its "
                    f"dictionary lacks the word, and its phonemes the sound {''.join(ways[-2])!r}."
                )
            found += written
        return tuple(found)

    def _known(self, phonemes: Sequence[str]) -> tuple[str, ...]:
        """Phonemes as the bank's models write them; nothing if one is unknown."""
        found = [self._symbol(symbol) for symbol in phonemes]
        return tuple(found) if all(found) else ()

    def _replaced(self, way: Sequence[str]) -> tuple[str, ...]:
        replaced = self._dictionary.replaced
        return self._known([new for symbol in way for new in replaced.get(symbol, (symbol,))])

    def _symbol(self, written: str) -> str:
        """A phoneme as it stands, else marked with the language; empty if there is none."""
        names = (written, *(f"{code}/{written}" for code in self._codes))
        return next((name for name in names if name in self.bank.symbols), "")

    def _on_notes(self, phonemes: tuple[str, ...], word: Word) -> Spelt:
        """Let each vowel begin on a note; what is left over stays on the last one."""
        starts = self._starts(phonemes)[: len(word.notes)]
        ends = [*starts[1:], len(phonemes)]
        groups = tuple(phonemes[start:end] for start, end in zip(starts, ends, strict=True))
        return Spelt(phonemes[: starts[0]], groups, word.notes[: len(starts)])

    def _by_syllable(self, syllables: Sequence[tuple[str, ...]], word: Word) -> Spelt:
        """Let each syllable begin on its note with its first vowel."""
        groups: list[list[str]] = []
        lead: list[str] = []
        for own in syllables:
            start = self._starts(own)[0]
            (groups[-1] if groups else lead).extend(own[:start])
            groups.append(list(own[start:]))
        return Spelt(tuple(lead), tuple(tuple(group) for group in groups), word.notes)

    def _starts(self, phonemes: Sequence[str]) -> list[int]:
        """Where notes begin: at vowels, or at a glide between consonant and vowel; else with the first phoneme."""
        kinds = [self.kind(symbol) for symbol in phonemes]
        vowels = [index for index, kind in enumerate(kinds) if kind is Kind.VOWEL]
        return [index - _glides(kinds, index) for index in vowels] or [0]


def words_of(phrase: Phrase) -> Iterator[Word]:
    """The words of a phrase; notes without a syllable go on with the one before."""
    syllables: list[Syllable] = []
    notes: list[int] = []
    for index, note in enumerate(phrase.notes):
        if note.syllable is None:
            continue
        if syllables and _is_new(syllables[-1], note.syllable):
            yield Word(tuple(syllables), tuple(notes))
            syllables, notes = [], []
        syllables.append(note.syllable)
        notes.append(index)
    if syllables:
        yield Word(tuple(syllables), tuple(notes))


def _glides(kinds: Sequence[Kind], vowel: int) -> bool:
    """Whether a glide between a consonant and a vowel goes over into the vowel."""
    return vowel >= 2 and kinds[vowel - 1].glides and kinds[vowel - 2] is not Kind.VOWEL


def _is_new(before: Syllable, now: Syllable) -> bool:
    return now.index == 0 or (before.line, before.place, before.word) != (now.line, now.place, now.word)
